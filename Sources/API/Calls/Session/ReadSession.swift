import Identity
import JSON
import Periods
import PointsEngine
import Web

/// `GET /session`: who is signed in, and what every page needs to know of the company.
enum ReadSession {
    static let endpoint = Endpoint(.anyone) { call in
        guard let person = call.caller.person else {
            return call.read { [company = call.directory.programme.company] reader in
                var problem = Problem.notSignedIn
                problem.extra = ["company": .object(CompanyView.brief(company)), "setup": .bool(try !reader.accounts.hasAdministrator())]
                throw problem
            }
        }
        let view = SessionView(person, call.directory, at: call.now)
        call.reply.answer(.json { view.write(to: &$0) })
    }
}

/// The body of `GET /session`.
struct SessionView: Sendable {
    private let person: Caller.Person
    private let member: Member?
    private let team: Team?
    private let programme: Programme

    init(_ person: Caller.Person, _ directory: Directory, at now: Instant) {
        self.person = person
        member = person.member.flatMap { directory.members[$0] }
        team = member?.team(at: now).flatMap { directory.teams[$0] }
        programme = directory.programme
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.object("person") { writer in
                writer.member("id", member?.id.text ?? person.account)
                writer.member("name", member?.name ?? person.account)
                writer.member("account", person.account)
                writer.member("role", person.role.rawValue)
                writer.member("member", member.map { .string($0.id.text) } ?? .null)
                writer.key("team")
                if let team {
                    writer.object { writer in
                        writer.member("id", team.id.text)
                        writer.member("name", team.name.text(in: programme.company.languages))
                    }
                } else {
                    writer.null()
                }
                writer.member("language", person.language.map(JSONValue.string) ?? .null)
            }
            writer.member("csrf", person.csrf)
            writer.member("expires", person.session.created.adding(microseconds: Authentication.absoluteMicroseconds).rfc3339)
            writer.object("company") { CompanyView.write(programme, to: &$0) }
        }
    }
}
