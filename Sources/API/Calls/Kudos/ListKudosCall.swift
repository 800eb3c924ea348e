import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store
import Web

/// `GET /kudos`: thanks, the latest first, with what one may thank for and how often still.
enum ListKudosCall {
    static let endpoint = Endpoint(
        .get, "/kudos", .signedIn(), "Thanks, the latest first.",
        takes: .query([Argument("member", .text, "an id, or me: who gave or was given them")] + .paging), gives: .json("KudosPage")
    ) { call in
        let view = KudosView(directory: call.directory, caller: call.caller, now: call.now), limit = try call.limit()
        let before = try call.cursor(of: 1)?.first, me = call.caller.member, programme = call.directory.programme, now = call.now
        var about: MemberID?
        if let text = call.query("member") {
            guard let id = text == "me" ? me : MemberID(text), call.directory.members[id] != nil else { throw Problem.notFound }
            about = id
        }
        let member = about
        call.read { reader in
            var found: [Kudos] = [], last = before, isMore = true
            while isMore, found.count < limit {
                let page = try reader.kudos(about: member, before: last, limit: limit + 1)
                isMore = page.count > limit
                for kudos in page.prefix(limit) where found.count < limit {
                    last = kudos.number
                    if view.isSeen(kudos) { found.append(kudos) }
                }
                if found.count == limit { isMore = isMore || last != page.last?.number }
            }
            let left: Int64? = try me.map { try remaining(for: $0, programme, reader, now) }, next = isMore ? last.map(String.init) : nil
            return .json { writer in
                writer.object { writer in
                    writer.array("items") { writer in
                        for kudos in found { view.write(kudos, to: &writer) }
                    }
                    writer.member("next", orNull: next)
                    writer.array("reasons") { writer in
                        for reason in programme.company.kudos.reasons {
                            writer.object { writer in
                                writer.member("id", reason.id)
                                writer.member("title", orNull: reason.title)
                            }
                        }
                    }
                    writer.member("left", orNull: left)
                }
            }
        }
    }

    /// How often a member may still thank somebody in the running period.
    private static func remaining(for member: MemberID, _ programme: Programme, _ reader: Reader, _ now: Instant) throws -> Int64 {
        let budget = programme.company.kudos.budget, calendar = programme.calendar
        let given = try reader.tally(.given(by: member), over: calendar.days(of: budget.window, containing: calendar.day(of: now))).count
        return max(0, budget.count - given)
    }
}
