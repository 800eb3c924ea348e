import Identity
import JSON
import Mailboxes
import Periods
import PointsEngine
import Projection
import Runtime
import Store
import Web

/// The body of `GET /session`: who is signed in, and what every page needs to know of the company.
struct SessionView: Sendable {
    private let person: Caller.Person
    private let member: Member?
    private let team: Team?
    private let programme: Programme
    private let now: Instant
    private let languages: [String]
    /// How many requests wait for the reader's decision; nil for who decides nothing.
    private let waiting: Int?
    /// Why nothing is recorded now.
    private let clockDoubt: ClockDoubt?
    private let signIn: SignInPolicy

    private init(_ person: Caller.Person, _ directory: Directory, _ signIn: SignInPolicy, at now: Instant, waiting: Int?, clockDoubt: ClockDoubt?) {
        self.signIn = signIn
        self.person = person
        self.now = now
        languages = directory.languages
        member = person.member.flatMap { directory.members[$0] }
        team = member?.team(at: now).flatMap { directory.teams[$0] }
        programme = directory.programme
        self.waiting = waiting
        self.clockDoubt = clockDoubt
    }

    /// Answers with the session; what waits for a manager's decision is counted on a reader's thread.
    static func answer(_ person: Caller.Person, _ directory: Directory, _ reply: Answering, _ services: Services, _ signIn: SignInPolicy, cookies: [String] = []) {
        let now = services.clock(), clockDoubt = services.runtime.timekeeper?.doubt
        let rights = directory.rights(of: Caller(kind: .person(person)), at: now)
        @Sendable func respond(_ waiting: Int?) {
            var response = Response.json { SessionView(person, directory.read(in: reply.language.rawValue), signIn, at: now, waiting: waiting, clockDoubt: clockDoubt).write(to: &$0) }
            response.headers += cookies.map { .init("Set-Cookie", $0) }
            reply.answer(response)
        }
        guard !person.owesSecondFactor, rights.leadsSomebody() else { return respond(nil) }
        // Where it cannot be counted nothing is said of it: the session itself holds, and the live feed tells the number.
        services.runtime.readers.read(for: TurnHolder("account \(person.account)", cancellation: reply.cancellation)) { reader in
            let reader = try? reader.get()
            respond(try? reader?.snapshot { try reader?.countWaiting(rights) })
        }
    }

    private func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.object("person") { writePerson(to: &$0) }
            writer.member("csrf", person.csrf)
            writer.member("expires", person.session.created.adding(microseconds: Authentication.absoluteMicroseconds).rfc3339)
            writer.object("company") { CompanyView.write(programme, signIn, at: now, to: &$0) }
            if person.owesSecondFactor { writer.member("owes", "second-factor") }
            if let waiting {
                writer.object("waiting") { $0.member("approvals", waiting) }
            }
            if let clockDoubt {
                writer.object("clock") { writer in
                    writer.member("reason", clockDoubt.reason.rawValue)
                    writer.member("wall", clockDoubt.wall.rfc3339)
                    writer.member("believed", clockDoubt.believed.rfc3339)
                }
            }
        }
    }

    private func writePerson(to writer: inout JSONWriter) {
        writer.member("id", member?.id.text ?? person.account)
        writer.member("name", member?.name ?? person.account)
        writer.member("picture", ifPresent: member?.picture?.path)
        writer.member("account", person.account)
        writer.member("role", person.role.rawValue)
        writer.member("member", orNull: member?.id.text)
        writer.key("team")
        if let team {
            writer.object { writer in
                writer.member("id", team.id.text)
                writer.member("name", team.name.text(in: languages))
            }
        } else {
            writer.null()
        }
        writer.member("language", orNull: person.language)
    }
}

extension Reader {
    /// The requests and questions that wait for who has `rights`, counted up to a bound.
    fileprivate func countWaiting(_ rights: Rights<Directory>) throws -> Int {
        var filter = RequestFilter()
        filter.states = [.requested]
        filter.limit = 500
        var asked = QuestionFilter()
        (asked.states, asked.limit) = ([.open, .reopened], 500)
        return try requests(filter, where: { rights.mayDecide($0) }).items.count + questions(asked).count { rights.mayAnswer($0) }
    }
}
