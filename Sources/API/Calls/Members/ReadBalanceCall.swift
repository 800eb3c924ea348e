import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine
import Store
import Web

/// `GET /members/{id}/balance`: what a member has, when it lapses, and how far the next tier is.
enum ReadBalanceCall {
    static let endpoint = Endpoint(
        .get, "/members/{id}/balance", .signedIn(),
        "What a member has, when it lapses, and how far the next tier is.",
        gives: .json("Balance")
    ) { call in
        let member = try call.member()
        try call.require(call.visible.covers(member))
        let tiers = call.directory.tiers, calendar = call.directory.programme.calendar, now = call.now
        call.read { reader in
            let tier = try TierProgress(of: member.id, tiers, calendar, at: now, reader)
            return BalanceView(wallet: try reader.wallet(member.id), tier: tier, now: now).response
        }
    }
}

struct BalanceView {
    let wallet: Wallet
    let tier: TierProgress?
    let now: Instant

    var response: Response {
        .json { writer in
            writer.object { writer in
                writer.member("available", wallet.available(at: now))
                writer.member("pending", wallet.pending(at: now))
                writer.member("held", wallet.held)
                writer.member("debt", wallet.debt)
                writer.member("lifetime", wallet.lifetime)
                Self.write("expiring", sums(of: usable, by: \.expires), to: &writer)
                Self.write("maturing", sums(of: waiting, by: \.usableFrom), to: &writer)
                writer.object("tier", of: tier) { $0.write(to: &$1) }
            }
        }
    }

    private var usable: [Lot] { wallet.lots.filter { !isWaiting($0) && !$0.hasLapsed(at: now) } }
    private var waiting: [Lot] { wallet.lots.filter(isWaiting).sorted { ($0.usableFrom ?? .earliest) < ($1.usableFrom ?? .earliest) } }

    private func isWaiting(_ lot: Lot) -> Bool { !lot.isMature && (lot.usableFrom.map { $0 > now } ?? false) }

    /// Lots with the same instant together, in their order.
    private func sums(of lots: [Lot], by instant: KeyPath<Lot, Instant?>) -> [(points: Points, at: Instant?)] {
        lots.reduce(into: []) { sums, lot in
            if let last = sums.indices.last, sums[last].at == lot[keyPath: instant] {
                sums[last].points += lot.remaining
            } else {
                sums.append((lot.remaining, lot[keyPath: instant]))
            }
        }
    }

    private static func write(_ key: String, _ sums: [(points: Points, at: Instant?)], to writer: inout JSONWriter) {
        writer.array(key) { writer in
            for sum in sums {
                writer.object { writer in
                    writer.member("points", sum.points)
                    writer.member("at", orNull: sum.at)
                }
            }
        }
    }
}

/// A member's place among the tiers; nil where the company has none.
struct TierProgress {
    private let held: Tier?
    private let next: Tier?
    private let qualifying: Points
    private let window: Tier.Window
    private let until: Instant?

    init?(of member: MemberID, _ tiers: [Tier], _ calendar: CompanyCalendar, at now: Instant, _ reader: Reader) throws {
        guard let window = tiers.first?.window else { return nil }
        let standing = try reader.tierStanding(member)
        let level = standing.flatMap { standing in tiers.firstIndex { $0.id == standing.tier } } ?? -1
        held = level >= 0 ? tiers[level] : nil
        next = level + 1 < tiers.count ? tiers[level + 1] : nil
        until = standing?.nextDue
        self.window = window
        let tally = try reader.tally(TallyKey(.member(member), .qualifying), over: window.days(at: now, calendar))
        qualifying = tally.sum.int64 ?? 0
    }

    func write(to writer: inout JSONWriter) {
        writer.member("id", orNull: held?.id)
        writer.member("title", orNull: held?.title)
        writer.member("qualifying", qualifying)
        writer.member("window", window.rawValue)
        writer.member("until", orNull: until)
        writer.object("next", of: next) { next, writer in
            writer.member("id", next.id)
            writer.member("title", next.title.json)
            writer.member("threshold", next.threshold)
            writer.member("missing", max(0, next.threshold - qualifying))
        }
    }
}
