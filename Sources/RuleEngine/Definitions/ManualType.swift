import Identity
import Periods

/// A type of activities that people may enter by hand, as the rules that allow it say together.
package struct ManualType: Hashable, Sendable {
    package let name: String
    /// Of the first rule that allows it.
    package let title: LocalizedText
    package let by: Set<ManualEntry.Subject>
    /// How long ago it may have happened, by the first of these rules.
    package let maxAge: CalendarDuration
}

extension RuleSet {
    /// The types that people may enter by hand at an instant, in order.
    package func manual(at now: Instant) -> [ManualType] {
        let allowing = rules.filter { $0.manual != nil && $0.applies.contains(now) }
        return Set(allowing.flatMap(\.types)).sorted().compactMap { type in
            let rules = allowing.filter { $0.types.contains(type) }
            guard let first = rules.first, let entry = first.manual else { return nil }
            return ManualType(name: type, title: first.title ?? LocalizedText(first.id), by: Set(rules.compactMap { $0.manual?.by }), maxAge: entry.maxAge)
        }
    }
}
