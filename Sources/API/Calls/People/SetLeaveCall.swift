import Identity
import JSON
import Periods
import PointsEngine
import Web

/// `PUT /members/{id}/leave` `{from, until, away}`: on which days a member is away. `until` is the first day that is worked again;
/// `away: false` takes days out of the leave.
enum SetLeaveCall {
    static let endpoint = Endpoint(
        .put, "/members/{id}/leave", .atLeast(.manager, .writeMembers),
        "Days on which a member is away, up to the first that is worked again; they break no streak. The same again changes nothing.",
        takes: Input(body: .json(["from": .text, "until": .text, "away?": .orNull(.flag)]), headers: [.ifMatchWhereKnown]), gives: .json("Leave")
    ) { call in
        let member = try call.member(), body = try call.body()
        let days = DayRange(try day("from", body), until: try day("until", body))
        let leave = SetLeave(member.id, days, isAway: try body.flag("away", default: true), revision: try call.revisionWhereKnown())
        call.carryOut(leave) { receipt, _ in
            .json(etag: receipt.value.revision) { writer in
                writer.object { writer in
                    writer.member("member", receipt.value.id.text)
                    writer.leave(of: receipt.value)
                    writer.member("etag", "\(receipt.value.revision)")
                }
            }
        }
    }

    private static func day(_ key: String, _ body: JSONObject) throws -> Day {
        guard let day = Day(try body.text(key)) else { throw Problem(.badTime, "\(key) is a day such as 2026-11-30", at: "/" + key) }
        return day
    }
}

extension JSONWriter {
    /// The stretches in which somebody is away, in order of time.
    mutating func leave(of member: Member) {
        array("leave") { writer in
            for days in member.leave {
                writer.object { writer in
                    writer.member("from", days.start.text)
                    writer.member("until", days.end.text)
                }
            }
        }
    }
}
