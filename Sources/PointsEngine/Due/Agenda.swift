import Identity
import Periods

/// When something next happens by itself to each member, kept beside the facts. It names what is due; `decide` does it.
///
/// A million members take part: what is planned for a member is four numbers.
package struct Agenda: Sendable {
    package enum Phase: Int, Hashable, Comparable, CaseIterable, Sendable {
        case mature, review, expire, warn

        package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    package struct Moment: Hashable, Comparable, Sendable {
        package let at: Instant
        package let phase: Phase

        package static func < (a: Self, b: Self) -> Bool { a.at == b.at ? a.phase < b.phase : a.at < b.at }
    }

    /// The next instant of each phase for one member.
    package struct Plan: Hashable, Sendable {
        private var microseconds = SIMD4<Int64>(repeating: .max)

        static let nothing = Plan()

        subscript(phase: Phase) -> Instant? {
            get { microseconds[phase.rawValue] == .max ? nil : Instant(microseconds: microseconds[phase.rawValue]) }
            set { microseconds[phase.rawValue] = newValue?.microseconds ?? .max }
        }
    }

    private var plans: [MemberID: Plan] = [:]
    private var work = DueQueue<Moment, MemberID>(), warnings = DueQueue<Moment, MemberID>()

    package init() {}

    subscript(id: MemberID) -> Plan { plans[id] ?? .nothing }

    /// The first moment at which somebody has something due but a warning. O(log moments), amortised.
    package mutating func next() -> Moment? { work.next() }

    /// The first moment at which somebody is to be warned.
    package mutating func nextWarning() -> Moment? { warnings.next() }

    /// Who has something due at a moment, in order of id: `DueQueue.keys`.
    package mutating func members(at moment: Moment, limit: Int) -> [MemberID] {
        moment.phase == .warn ? warnings.keys(at: moment, limit: limit) : work.keys(at: moment, limit: limit)
    }

    /// Whether anything but warnings is due by an instant at another moment. O(moments).
    func hasWork(until now: Instant, besides moment: Moment) -> Bool { work.hasMoment { $0.at <= now && $0 != moment } }

    /// Puts a member down for a plan, in place of the one before.
    mutating func put(_ id: MemberID, _ plan: Plan) {
        let old = self[id]
        guard old != plan else { return }
        for phase in Phase.allCases where old[phase] != plan[phase] {
            if let at = old[phase] { remove(id, from: Moment(at: at, phase: phase)) }
            if let at = plan[phase] { insert(id, at: Moment(at: at, phase: phase)) }
        }
        plans[id] = plan == .nothing ? nil : plan
    }

    private mutating func insert(_ id: MemberID, at moment: Moment) {
        if moment.phase == .warn { warnings.insert(id, at: moment) } else { work.insert(id, at: moment) }
    }

    private mutating func remove(_ id: MemberID, from moment: Moment) {
        if moment.phase == .warn { warnings.remove(id, from: moment) } else { work.remove(id, from: moment) }
    }
}
