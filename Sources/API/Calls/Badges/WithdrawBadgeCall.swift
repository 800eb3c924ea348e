import Identity
import JSON
import PointsEngine
import Store
import Web

/// `POST /members/{id}/badges/withdraw` `{badge, level, period, reason}`: takes a level back, by audit, with a reason.
enum WithdrawBadgeCall {
    static let endpoint = Endpoint(
        .post, "/members/{id}/badges/withdraw", .atLeast(.finance), "Withdraw a level of a badge, with a reason; what rules gave for it goes with it.",
        takes: .body(["badge": .text, "level": .number, "period?": .orNull(.text), "reason": .text]), gives: .json("Badges")
    ) { call in
        let member = try call.member(), body = try call.body(), programme = call.directory.programme, clock = call.site.services.clock
        guard let level = body["level"]?.number else { throw Problem.malformed("level is a number", at: "/level") }
        let key = BadgeKey(member: member.id, badge: try body.text("badge", upTo: 128), period: try body.optionalText("period", upTo: 32) ?? "all")
        call.carryOut(WithdrawBadge(key, level: level, reason: try body.text("reason", upTo: 1_000)), reading: { _, _, reader in
            let view = BadgesView(programme: programme, member: member, isOwn: true, now: clock()), rows = try reader.badges(of: member.id)
            let next = try view.next(after: rows, ReadTallies(reader))
            return .json { view.write(rows, next, to: &$0) }
        })
    }
}
