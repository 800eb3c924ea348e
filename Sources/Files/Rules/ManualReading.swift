import Periods
import RuleEngine

/// `manual`: `true`, `self`, `others`, or with its bounds (points.md, "By hand").
enum ManualReading {
    /// Nil where people may not enter it.
    static func entry(_ reader: YAMLReader) throws -> ManualEntry? {
        guard reader.isMapping else {
            return switch try reader.choice(["true", "false", "self", "others"]) {
            case "false": nil
            case "self": ManualEntry(by: .oneself)
            default: ManualEntry(by: .others)
            }
        }
        let map = try reader.mapping()
        let by = map.optional("by", default: ManualEntry.Subject.oneself) { try $0.choice(ManualEntry.Subject.allCases.map(\.rawValue)) == "self" ? .oneself : .others }
        let age = map.optional("max_age") { try $0.duration() }
        let bound = map.optional("hold_above", Self.bound)
        map.close()
        var entry = ManualEntry(by: try by())
        entry.maxAge = try age() ?? entry.maxAge
        entry.holdAbove = try bound() ?? entry.holdAbove
        return entry
    }

    private static func bound(_ reader: YAMLReader) throws -> ManualEntry.Bound {
        let map = try reader.mapping(expected: "{count: 10, window: day}")
        let count = map.required("count") { try $0.integer(in: 0...1_000_000) }
        let window = map.required("window") { reader in
            guard case .period(let kind) = try reader.window(YAMLReader.periodWindows) else { throw reader.mismatch(expected: "a period") }
            return kind
        }
        map.close()
        return ManualEntry.Bound(count: try count(), window: try window())
    }
}
