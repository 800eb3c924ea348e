import Periods
import RuleEngine

/// `expires` of a rule: `never`, an instant (`at`), or `after`, `until`, or both.
enum ExpiryReading {
    static func policy(_ reader: YAMLReader, _ reading: RuleReading) throws -> ExpiryPolicy {
        guard reader.isMapping else {
            return try reader.parsed("never, {after: P12M}, {until: year-end}, both, or {at: 2027-01-01}") { $0 == "never" ? .never : nil }
        }
        let map = try reader.mapping()
        let at = map.optional("at") { try $0.moment(reading) }
        let after = map.optional("after") { try $0.duration() }
        let until = map.optional("until") { try $0.word(PeriodEnd.self) }
        map.close()
        switch (try at(), try after(), try until()) {
        case (let at?, nil, nil): return .at(at)
        case (_?, _, _): throw map.failure(at: "at", "\"at\" stands alone", expected: "at, or after and until")
        case (nil, nil, nil): throw reader.failure("nothing says when", expected: "after, until, both, at, or never")
        case (nil, let after, let until): return .relative(after: after, until: until)
        }
    }
}
