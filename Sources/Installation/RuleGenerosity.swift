import Expressions
import JSON
import Periods
import PointsEngine
import RuleEngine

/// How heavy a change of one key of a rule is (points.md, "Publishing"): by the file, whatever the facts. What cannot be shown
/// to give nobody more counts as more generous.
struct RuleGenerosity {
    let old: Rule
    let new: Rule

    func weight(of key: String) -> PublicationWeight {
        switch key {
        case "title", "text", "preview": .rules
        case "hold", "manual": .authority
        case "on": types
        case "award": isNoMore ? .rules : .money
        default: isForGifts && givesNoMore(key) ? .rules : .money
        }
    }

    /// What a whole rule brings that was not there.
    static func ofAdding(_ rule: Rule) -> PublicationWeight {
        if rule.manual != nil { return .authority }
        return rule.award.sign == .negative ? .rules : .money
    }

    /// A deduction that goes is a gift; so is a share of a group's limit that is left to the others. With a rule its hold goes.
    static func ofRemoving(_ rule: Rule) -> PublicationWeight {
        if rule.hold != nil { return .authority }
        return rule.award.sign == .positive && rule.limits.allSatisfy { $0.group == nil } ? .rules : .money
    }

    private var types: PublicationWeight {
        let isNarrower = Set(new.types).isSubset(of: old.types)
        if isNarrower, isForGifts { return .rules }
        return new.manual == nil ? .money : .authority
    }

    /// Conditions and bounds make gifts smaller, and deductions too.
    private var isForGifts: Bool { old.award.sign == .positive && new.award.sign == .positive }

    private func givesNoMore(_ key: String) -> Bool {
        switch key {
        case "when": old.when == nil || old.when?.source == new.when?.source
        case "multiply": old.multiply?.source == new.multiply?.source || isLowered(old.multiply, new.multiply)
        case "limits": old.limits.enumerated().allSatisfy { index, limit in index < new.limits.count && limit.isKept(by: new.limits[index]) }
        case "cooldown": old.cooldown.map { old in new.cooldown.map { $0.per.map(\.name) == old.per.map(\.name) && $0.microseconds >= old.microseconds } ?? false } ?? true
        case "unique": old.unique.map { old in new.unique.map { $0.per.map(\.name) == old.per.map(\.name) && $0.within >= old.within } ?? false } ?? true
        case "pending": old.pending.map { old in new.pending.map { old.isNoLonger(than: $0) } ?? false } ?? true
        case "expires": old.expires.isNoSooner(than: new.expires)
        case "applies": old.applies.contains(new.applies)
        case "qualifying": old.qualifies || !new.qualifies
        default: false
        }
    }

    private func isLowered(_ old: Expression?, _ new: Expression?) -> Bool {
        guard let new = new.flatMap({ Decimal(parsing: $0.source) }), let old = old.map({ Decimal(parsing: $0.source) }) ?? 1 else { return false }
        return new <= old
    }

    /// Whether the new award is at most the old one, whatever happened.
    private var isNoMore: Bool {
        let isTowardsNone = new.rounding == old.rounding || (new.rounding == .down && isForGifts)
        return switch (old.award, new.award) {
        case (.fixed(let old), .fixed(let new)): new <= old && isTowardsNone
        case (.perUnit(let old, let oldPer, let oldOf), .perUnit(let new, let newPer, let newOf)):
            isTowardsNone && isForGifts && new <= old && newPer >= oldPer && newOf.source == oldOf.source && (newPer == oldPer || old == new)
        case (.ladder(let old), .ladder(let new)): isTowardsNone && isForGifts && old.isAtLeast(new)
        case (.expression(let old), .expression(let new)): isTowardsNone && old.source == new.source
        default: false
        }
    }
}

extension AwardFormula {
    enum Sign { case positive, negative, unknown }

    /// Whether it can only give, or only take.
    var sign: Sign {
        switch self {
        case .fixed(let points), .perUnit(let points, _, _): points >= .zero ? .positive : .negative
        case .ladder(let ladder): ladder.steps.allSatisfy { $0.pay.value >= .zero } ? .positive : .unknown
        case .expression: .unknown
        }
    }
}

extension Ladder {
    /// Whether it gives at least as much as another at every total: the same steps, none of them paid less.
    fileprivate func isAtLeast(_ other: Ladder) -> Bool {
        guard quantity.source == other.quantity.source, over == other.over, mode == other.mode, steps.count == other.steps.count else { return false }
        return zip(steps, other.steps).allSatisfy { own, other in
            guard own.from == other.from else { return false }
            return switch (own.pay, other.pay) {
            case (.rate(let own), .rate(let other)), (.points(let own), .points(let other)): other <= own
            default: false
            }
        }
    }
}

extension Ladder.Pay {
    fileprivate var value: Decimal {
        switch self {
        case .rate(let value), .points(let value): value
        }
    }
}

extension Limit {
    /// Whether another limit in the same place cuts at least as much.
    fileprivate func isKept(by other: Limit) -> Bool {
        let isSame = per.map(\.name) == other.per.map(\.name) && window == other.window && group == other.group && overflow == other.overflow
        let isTighter = points.map { own in other.points.map { $0 <= own } ?? false } ?? (other.points == nil)
        let isFewer = count.map { own in other.count.map { $0 <= own } ?? false } ?? (other.count == nil)
        return isSame && isTighter && isFewer && (releases || !other.releases)
    }
}

extension CalendarDuration {
    fileprivate func isNoLonger(than other: CalendarDuration) -> Bool {
        switch (self, other) {
        case (.exact(let own), .exact(let other)): own <= other
        case (.calendar(let months, let days), .calendar(let otherMonths, let otherDays)): months <= otherMonths && days <= otherDays
        default: false
        }
    }
}

extension ExpiryPolicy {
    /// Whether points lapse by another policy at least as soon.
    fileprivate func isNoSooner(than other: ExpiryPolicy) -> Bool {
        switch (self, other) {
        case (.never, _): true
        case (.at(let own), .at(let other)): other <= own
        case (.relative(let own?, let end), .relative(let other?, let otherEnd)): other.isNoLonger(than: own) && end == otherEnd
        case (.relative(nil, let end), .relative(nil, let otherEnd)): end == otherEnd
        default: false
        }
    }
}

extension Scope {
    /// Whether another scope lies within this one.
    fileprivate func contains(_ other: Scope) -> Bool {
        let startsLater = from.map { own in other.from.map { $0 >= own } ?? false } ?? true
        let endsSooner = until.map { own in other.until.map { $0 <= own } ?? false } ?? true
        let isNarrower = teams.map { own in other.teams.map { Set($0).isSubset(of: own) } ?? false } ?? true
        return startsLater && endsSooner && isNarrower
    }
}
