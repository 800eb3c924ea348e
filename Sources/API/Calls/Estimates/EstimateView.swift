import Boards
import Identity
import JSON
import PointsEngine
import Projection
import RuleEngine
import Store
import Web

/// An estimate as its reader sees it: the answer to reporting the activity, and what it would move.
struct EstimateView {
    private let estimate: Estimate
    private let recorded: Recorded
    private let isKnown: Bool
    private let wish: EstimateWish
    private let directory: Directory
    private let ranks: [SupposedRank]
    private let now: ClockReading

    /// - Throws: the refusal that reporting it would be answered with.
    init(_ estimate: Estimate, _ wish: EstimateWish, _ programme: Programme, _ caller: Caller, _ site: Site) throws {
        switch estimate.outcome {
        case .refused(let refusal): throw ActivityRejection(wish.activity, refusal).problem()
        case .done(let receipt, _):
            guard let receipt = receipt as? ActivityReceipt else { throw Problem(.overloaded) }
            (recorded, isKnown) = (receipt.recorded, receipt.isRepetition)
        }
        self.estimate = estimate
        self.wish = wish
        directory = site.directory
        now = site.live.now
        let committed = Committed(
            head: site.services.runtime.head, at: now.time, commands: estimate.commands, changes: estimate.changes, programme: programme)
        ranks = site.projection.ranks(of: wish.member, for: caller.viewer, supposing: committed, at: now)
    }

    var response: Response {
        .json { writer in
            writer.object { writer in
                ActivityAnswer.write(shown(recorded), isKnown ? "duplicate" : "recorded", into: &writer)
                writer.member("points", ([recorded] + estimate.noticed).flatMap(\.decision.lines).filter { $0.member == wish.member }.reduce(0) { $0 + $1.after })
                writer.array("boards") { writer in ranks.forEach { write($0, to: &writer) } }
                writer.object("tier", of: tiers) { $0.write(to: &$1) }
                writer.array("targets") { writer in goals.forEach { write($0.key, $0.before, $0.after, to: &writer) } }
                writer.array("badges") { writer in badges.forEach { writer.value(.object($0)) } }
                writer.array("noticed") { writer in
                    for noticed in estimate.noticed where noticed.activity.subject == wish.member {
                        writer.object { writer in
                            writer.member("type", noticed.activity.type)
                            writer.member("data", .object(noticed.activity.data))
                            writer.array("awards") { writer in shown(noticed).decision.lines.forEach { ActivityAnswer.write($0, to: &writer) } }
                        }
                    }
                }
            }
        }
    }

    /// What others would get by it is theirs.
    private func shown(_ recorded: Recorded) -> Recorded {
        guard wish.isOwn else { return recorded }
        var decision = recorded.decision
        decision.lines.removeAll { $0.member != wish.member }
        return Recorded(activity: recorded.activity, number: recorded.number, recorded: recorded.recorded, actor: recorded.actor, decision: decision)
    }

    /// Whoever earns badges records them as activities of Laurel's own.
    private var badges: [JSONObject] {
        estimate.noticed.filter { $0.activity.type == "laurel.badge.earned" && $0.activity.subject == wish.member }.map(\.activity.data)
    }

    private var tiers: TierChange? {
        directory.tiers.isEmpty ? nil : TierChange(before: estimate.before, after: estimate.after, tiers: directory.tiers)
    }

    private var goals: [(key: TargetKey, before: MemberProgress.Goal, after: MemberProgress.Goal)] {
        estimate.after.goals.compactMap { key, after in estimate.before.goals[key].map { (key, $0, after) } }
            .sorted { ($0.0.metric, $0.0.period) < ($1.0.metric, $1.0.period) }
    }

    private func write(_ rank: SupposedRank, to writer: inout JSONWriter) {
        guard let board = directory.programme.boards.first(where: { $0.id == rank.board }) else { return }
        writer.object { writer in
            writer.member("id", rank.board)
            writer.member("title", board.title.json)
            writer.member("period", rank.period)
            writer.member("unit", BoardInfo(board, directory.programme.book.set(at: now.time)).unit)
            if case .team(let id) = rank.owner {
                writer.member("team", id.text)
                writer.member("name", PersonView(directory: directory, now: now.time).name(of: id))
            }
            writer.object("rank") { writer in
                writer.member("before", orNull: rank.before.map { Int64($0.rank) })
                writer.member("after", orNull: rank.after.map { Int64($0.rank) })
            }
            writer.object("value") { writer in
                writer.member("before", orNull: rank.before?.value.number)
                writer.member("after", orNull: rank.after?.value.number)
            }
        }
    }

    private func write(_ key: TargetKey, _ before: MemberProgress.Goal, _ after: MemberProgress.Goal, to writer: inout JSONWriter) {
        let metric = directory.programme.book.set(at: now.time).metric(key.metric)
        writer.object { writer in
            writer.member(
                "metric",
                ["id": .string(key.metric), "title": metric?.title?.json ?? .object(["en": .string(key.metric)]), "unit": .string(metric?.unit.rawValue ?? "count")])
            writer.member("period", key.period)
            writer.member("value", after.target)
            writer.object("reached") { writer in
                writer.member("before", before.reached.rounded(toFractionDigits: 4, .halfEven))
                writer.member("after", after.reached.rounded(toFractionDigits: 4, .halfEven))
            }
            writer.object("attainment") { writer in
                writer.member("before", before.share)
                writer.member("after", after.share)
            }
        }
    }
}

/// The tier before and after, and how far the next one is then.
private struct TierChange {
    let before: MemberProgress
    let after: MemberProgress
    let tiers: [Tier]

    func write(to writer: inout JSONWriter) {
        let held = tiers.firstIndex { $0.id == after.tier }
        writer.member("before", orNull: before.tier)
        writer.member("after", orNull: after.tier)
        writer.member("title", orNull: held.map { tiers[$0].title })
        writer.object("qualifying") { writer in
            writer.member("before", before.qualifying)
            writer.member("after", after.qualifying)
        }
        let next = (held ?? -1) + 1
        writer.object("next", of: next < tiers.count ? tiers[next] : nil) { next, writer in
            writer.member("id", next.id)
            writer.member("title", next.title.json)
            writer.member("threshold", next.threshold)
            writer.member("missing", max(0, next.threshold - after.qualifying))
        }
    }
}
