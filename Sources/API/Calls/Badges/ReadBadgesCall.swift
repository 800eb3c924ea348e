import Identity
import JSON
import Periods
import PointsEngine
import Projection
import Store
import Web

/// `GET /members/{id}/badges`: what a member has earned, which colleagues see too, and for who may look into the member's affairs what
/// comes next. A badge of a metric is no more open than the boards of that metric.
enum ReadBadgesCall {
    static let endpoint = Endpoint(
        .get, "/members/{id}/badges", .signedIn(), "The badges of a member: earned, and for those who may see it, what is missing for the next.",
        gives: .json("Badges")
    ) { call in
        let member = try call.member(), directory = call.directory, now = call.now
        let view = BadgesView(programme: directory.programme, member: member, isOwn: call.visible.covers(member), now: now)
        call.read { reader in
            let rows = try reader.badges(of: member.id), next = try view.next(after: rows, ReadTallies(reader))
            return .json { view.write(rows, next, to: &$0) }
        }
    }
}

/// Badges of one member, as one reader may see them.
struct BadgesView: Sendable {
    let programme: Programme
    let member: Member
    /// Whether the reader may look into the member's affairs.
    let isOwn: Bool
    let now: Instant

    typealias Row = (key: BadgeKey, earned: EarnedBadge)

    /// What is missing for a badge's next level.
    struct Next {
        let badge: Badge
        let period: String
        let value: Decimal
        let level: Decimal
    }

    /// Of each badge the first level that is not earned in the running period; none for strangers.
    func next(after rows: [Row], _ tallies: ReadTallies) throws -> [Next] {
        guard isOwn else { return [] }
        return try programme.badges.all.compactMap { badge in
            let period = programme.calendar.period(badge.over, containing: now).key
            let earned = rows.first { $0.key.badge == badge.id && $0.key.period == period }?.earned
            guard let level = badge.levels.first(where: { earned?[$0] == nil }) else { return nil }
            return Next(badge: badge, period: period, value: try tallies.current(badge, of: member, at: now, programme), level: level)
        }
    }

    func write(_ rows: [Row], _ next: [Next], to writer: inout JSONWriter) {
        writer.object { writer in
            writer.array("earned") { writer in
                for row in rows where isOpen(row.key.badge) {
                    for level in row.earned.levels where level.stands || isOwn { write(row, level, to: &writer) }
                }
            }
            writer.array("next") { writer in
                for next in next { write(next, to: &writer) }
            }
        }
    }

    private func isOpen(_ badge: String) -> Bool { isOwn || !(programme.badges[badge].map { programme.isSecret($0) } ?? false) }

    private func write(_ row: Row, _ level: EarnedBadge.Level, to writer: inout JSONWriter) {
        let badge = programme.badges[row.key.badge]
        writer.object { writer in
            writer.member("badge", row.key.badge)
            writer.member("title", (badge?.title ?? row.earned.title).json)
            writer.member("text", orNull: badge?.text)
            writer.member("icon", orNull: badge?.icon)
            writer.member("level", level.level)
            writer.member("of", badge?.levels.count ?? 1)
            writer.member("place", (badge?.levels.firstIndex(of: level.level) ?? 0) + 1)
            writer.member("period", row.key.period)
            writer.member("at", level.at.rfc3339)
            writer.member("taken_back", level.isTakenBack)
            writer.object("withdrawn", of: level.withdrawal) { withdrawal, writer in
                writer.member("at", withdrawal.at.rfc3339)
                writer.member("reason", withdrawal.reason)
            }
        }
    }

    private func write(_ next: Next, to writer: inout JSONWriter) {
        let missing = (try? next.level.subtracting(next.value)) ?? next.level
        writer.object { writer in
            writer.member("badge", next.badge.id)
            writer.member("title", next.badge.title.json)
            writer.member("text", orNull: next.badge.text)
            writer.member("icon", orNull: next.badge.icon)
            writer.member("period", next.period)
            writer.member("value", next.value)
            writer.member("level", next.level)
            writer.member("missing", max(missing, .zero))
            writer.member("unit", unit(of: next.badge))
            writer.member("levels", .array(next.badge.levels.map(JSONValue.number)))
        }
    }

    /// `money`, `count` or `ratio` of a metric; for a streak `workday`, `week` or `month`.
    private func unit(of badge: Badge) -> String {
        switch badge.goal {
        case .metric(let name, _): programme.book.set(at: now).metric(name)?.unit.rawValue ?? "count"
        case .streak(let streak): streak.every.rawValue
        }
    }
}
