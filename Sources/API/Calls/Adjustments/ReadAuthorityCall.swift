import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Web

/// `GET /members/{id}/authority`: what the caller may still give a member this month without asking anybody. Authority adds up.
enum ReadAuthorityCall {
    static let endpoint = Endpoint(
        .get, "/members/{id}/authority", .atLeast(.manager, .read),
        "What the caller gave a member this month by hand, and may still give without asking anybody; left is null where there is no end to it.",
        gives: .json(["given": .integer, "left": .orNull(.integer), "until": .instant])
    ) { call in
        let member = try call.member(), company = call.directory.programme.company
        try call.require(call.directory.rights(of: call.caller, at: call.now).mayDecide(about: member.id))
        let most = company.ownAuthority(of: call.caller.role), key = TallyKey.givenByHand(to: member.id, by: call.caller.actor)
        let month = call.directory.programme.calendar.period(.month, containing: call.now)
        call.read { reader in
            let given = try reader.tally(key, over: month.days).sum.int64 ?? .max
            return .json { writer in
                writer.object { writer in
                    writer.member("given", given)
                    writer.member("left", orNull: most.map { max(0, $0 - given) })
                    writer.member("until", month.end.rfc3339)
                }
            }
        }
    }
}
