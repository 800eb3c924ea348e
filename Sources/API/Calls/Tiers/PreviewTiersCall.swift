import Identity
import JSON
import Periods
import PointsEngine
import Projection
import RuleEngine
import Web

/// `POST /tiers/preview`: how many people each tier would hold, before anything is saved. Writes nothing.
enum PreviewTiersCall {
    static let endpoint = Endpoint(
        .post, "/tiers/preview", .atLeast(.manager),
        "Who would be where under a draft. Writes nothing.",
        takes: .body(["window?": .orNull(.words(Tier.Window.self)), "tiers": .list(["id": .text, "threshold": .integer])]),
        gives: .json("TierPreview")
    ) { call in
        let body = try call.body()
        let window: Tier.Window = try body.word("window") ?? call.directory.tiers.first?.window ?? .year
        guard let list = body["tiers"]?.array, list.count <= 20 else { throw Problem.malformed("tiers is a list of at most 20", at: "/tiers") }
        let draft = try list.enumerated().map { index, item -> (id: String, threshold: Points) in
            guard let object = item.object else { throw Problem.malformed("a tier is {id, threshold}", at: "/tiers/\(index)") }
            let threshold = try object.integer("threshold")
            guard 0...Points.bound ~= threshold else { throw Problem.malformed("0 or more points", at: "/tiers/\(index)/threshold") }
            return (try object.text("id", upTo: 128), threshold)
        }.sorted { $0.threshold < $1.threshold }
        let directory = call.directory, now = call.now
        let there = directory.members.values.filter { $0.isThere(at: now) }.map(\.id)
        let days = window.days(at: now, directory.programme.calendar)
        call.read(.second) { reader in
            let sums = try reader.tallies(of: .qualifying, over: days)
            let points = there.map { (member: $0, points: max(0, sums[.member($0)]?.sum.int64 ?? 0)) }
            return .json { Preview(draft: draft, directory: directory, points: points, people: PersonView(directory: directory, now: now)).write(to: &$0) }
        }
    }.onAnyNode()

    private struct Preview {
        let draft: [(id: String, threshold: Points)]
        let directory: Directory
        let points: [(member: MemberID, points: Points)]
        let people: PersonView

        /// Of those who would move, so many are named.
        private static let mostNamed = 200

        private var thresholds: [String: Points] { Dictionary(directory.tiers.map { ($0.id, $0.threshold) }) { $1 } }

        func write(to writer: inout JSONWriter) {
            let thresholds = thresholds
            let places = points.map { place(of: $0.member, points: $0.points, thresholds) }
            writer.object { writer in
                writer.member("members", points.count)
                histogram(&writer)
                writer.array("tiers") { writer in
                    for (index, tier) in draft.enumerated() {
                        writer.object { writer in
                            writer.member("id", tier.id)
                            writer.member("now", places.count { $0.now == tier.id })
                            writer.member("then", places.count { $0.then == index })
                            writer.member("up", places.count { $0.then == index && $0.now != tier.id && $0.before <= tier.threshold })
                            writer.member("down", places.count { $0.then == index && $0.now != tier.id && $0.before > tier.threshold })
                        }
                    }
                }
                moves(places, &writer)
                writer.object("none") { writer in
                    writer.member("now", places.count { $0.now == nil })
                    writer.member("then", places.count { $0.then < 0 })
                }
            }
        }

        /// Who would hold another tier, by name: who leaves one first.
        private func moves(_ places: [(now: String?, before: Points, then: Int)], _ writer: inout JSONWriter) {
            let moving = zip(points, places).map { (member: $0.member, from: $1.now, to: $1.then < 0 ? nil : draft[$1.then].id) }.filter { $0.from != $0.to }
            let named = moving.sorted { (people.directory.members[$0.member]?.name ?? "", $0.member) < (people.directory.members[$1.member]?.name ?? "", $1.member) }
            writer.member("moving", moving.count)
            writer.array("moves") { writer in
                for move in named.prefix(Self.mostNamed) {
                    writer.object { writer in
                        writer.key("member")
                        people.write(move.member, to: &writer, withTeam: true)
                        writer.member("from", orNull: move.from)
                        writer.member("to", orNull: move.to)
                    }
                }
            }
        }

        /// The tier that a member holds, its threshold today (−1: none), and the place in the draft where the member would stand:
        /// nobody is lowered before the review, so who holds a tier that stays keeps at least that.
        private func place(of member: MemberID, points: Points, _ thresholds: [String: Points]) -> (now: String?, before: Points, then: Int) {
            let now = directory.standings[member]?.tier
            let reached = draft.lastIndex { $0.threshold <= points } ?? -1
            return (now, thresholds[now ?? ""] ?? -1, max(draft.firstIndex { $0.id == now } ?? -1, reached))
        }

        private func histogram(_ writer: inout JSONWriter) {
            let most = max(points.map(\.points).max() ?? 0, draft.last?.threshold ?? 0)
            let width = Self.width(for: most)
            var counts = [Int](repeating: 0, count: Int(min(20, most / width + 1)))
            for (_, points) in points { counts[min(counts.count - 1, Int(points / width))] += 1 }
            writer.object("histogram") { writer in
                writer.member("width", width)
                writer.member("counts", .array(counts.map { .number(Decimal($0)) }))
            }
        }

        /// 1, 2 or 5 times a power of ten, so that there are at most 20 bars.
        private static func width(for most: Points) -> Points {
            var step: Points = 10
            while true {
                for factor in [1, 2, 5] as [Points] where most / (step * factor) < 20 { return step * factor }
                step *= 10
            }
        }
    }
}
