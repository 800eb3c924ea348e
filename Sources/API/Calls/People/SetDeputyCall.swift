import Identity
import JSON
import Periods
import PointsEngine
import Projection
import Web

/// `PUT /members/{id}/deputy` `{deputy, from, until}`: who decides what waits for an absent leader. `until` is the first day that is worked again;
/// `deputy: null` ends it.
enum SetDeputyCall {
    static let endpoint = Endpoint(
        .put, "/members/{id}/deputy", .atLeast(.manager),
        "Who decides what waits for a leader while they are absent, by the leader's authority; null: nobody.",
        takes: .body(["deputy": .orNull(.text), "from?": .orNull(.text), "until?": .orNull(.text)]), gives: .json("Member")
    ) { call in
        let member = try call.member(), body = try call.body(), caller = call.caller, now = call.now
        let deputy = try body.optionalText("deputy", upTo: 128).map { MemberID($0) }
        let days = try deputy.map { _ in DayRange(try day("from", body), until: try day("until", body)) }
        call.carryOut(SetDeputy(member.id, deputy, days ?? SetDeputy.noDays)) { receipt, directory in
            .json(etag: receipt.value.revision) {
                MemberView(directory: directory, caller: caller, now: now).write(receipt.value, available: nil, withStays: true, to: &$0)
            }
        }
    }

    private static func day(_ key: String, _ body: JSONObject) throws -> Day {
        guard let day = Day(try body.text(key)) else { throw Problem(.badTime, "\(key) is a day such as 2026-11-30", at: "/" + key) }
        return day
    }
}

extension JSONWriter {
    /// Who decides for a leader, as long as it is not over.
    mutating func deputy(of member: Member, _ people: PersonView, at now: Instant) {
        object("deputy", of: member.deputy.flatMap { $0.until > now ? $0 : nil }) { deputy, writer in
            writer.key("member")
            people.write(deputy.member, to: &writer)
            writer.member("from", deputy.from.rfc3339)
            writer.member("until", deputy.until.rfc3339)
        }
    }
}
