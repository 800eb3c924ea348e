import Identity
import Periods
import RuleEngine

/// Limits of a rule, and those of the company.
enum LimitReading {
    static func limit(_ reader: YAMLReader, _ reading: RuleReading) throws -> Limit {
        try limit(reader, isCompanys: false) { try $0.scopes(reading) }
    }

    /// A limit over the awards of all rules; it can be kept only for what every activity has.
    static func companyLimit(_ reader: YAMLReader) throws -> Limit {
        try limit(reader, isCompanys: true) { try $0.plainScopes() }
    }

    private static func limit(_ reader: YAMLReader, isCompanys: Bool, scopes: (YAMLReader) throws -> [Scoped]) throws -> Limit {
        let map = try reader.mapping(expected: "{per: member, window: day, points: 500}")
        let per = map.required("per", scopes)
        let window = map.required("window") { try $0.window(["event"] + YAMLReader.periodWindows) }
        let points = map.optional("points") { try $0.points() }
        let count = map.optional("count") { try $0.points() }
        let overflow = map.optional("overflow") { try $0.word(Limit.Overflow.self) }
        let releases = map.optional("release", default: true) { try $0.bool() }
        let group = isCompanys ? .value(nil) : map.optional("group") { try $0.identifier() }
        map.close()
        let limit = Limit(
            per: try per(), window: try window(), points: try points(), count: try count(), overflow: try overflow(),
            releases: try releases(), group: try group())
        guard limit.points != nil || limit.count != nil else { throw reader.failure("no size", expected: "points, or count") }
        return limit
    }

    /// A group shares one counter, so its members must mean the same.
    static func checkGroups(_ rules: [Found<Rule>]) {
        var first: [String: (limit: Limit, rule: String)] = [:]
        for rule in rules {
            for limit in rule.value.limits {
                guard let group = limit.group else { continue }
                guard let (other, id) = first[group] else {
                    first[group] = (limit, rule.value.id)
                    continue
                }
                guard !isSame(limit, other) else { continue }
                _ = rule.reader.at("limits").failure(
                    "the limits of group \"\(group)\" differ", expected: "the same per, window and size as in rule \"\(id)\": \(size(other))")
            }
        }
    }

    private static func isSame(_ left: Limit, _ right: Limit) -> Bool {
        left.name == right.name && left.points == right.points && left.count == right.count
    }

    private static func size(_ limit: Limit) -> String {
        [limit.name, limit.points.map { "points \($0)" }, limit.count.map { "count \($0)" }].compactMap { $0 }.joined(separator: ", ")
    }
}
