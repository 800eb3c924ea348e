import Expressions
import Identity
import RuleEngine

/// `metrics.yaml`: a map by name (points.md, "Metrics").
package enum MetricsFile {
    /// Words that mean something else where a metric may be named.
    private static let reserved = ["points", "attainment", "growth"]

    package static func metrics(_ reader: YAMLReader, _ reading: RuleReading) throws -> [Found<Metric>] {
        return try reader.byName(upTo: 200) { name, reader in Found(try metric(name, reader, reading), reader) }
    }

    private static func metric(_ name: String, _ reader: YAMLReader, _ reading: RuleReading) throws -> Metric {
        guard !name.isEmpty, name.utf8.count <= 128, !name.contains(where: { "() \t\n/".contains($0) }), !reserved.contains(name) else {
            throw reader.nameFailure("\"\(name)\" cannot name a metric", expected: "a name without spaces and brackets, not \(reserved.joined(separator: ", "))")
        }
        let map = try reader.mapping(expected: "{on: sale.won, sum: data.amount}, {on: …, count: true} or {ratio: [a, b]}")
        let title = map.optional("title") { try $0.localizedText() }
        let unit = map.optional("unit") { try $0.word(Metric.Unit.self) }
        let formula: Metric.Formula
        switch try map.exactlyOne(of: ["sum", "count", "ratio"]) {
        case "ratio":
            let parts = map.required("ratio") { reader in
                let parts = try reader.list { try $0.identifier() }
                guard parts.count == 2 else { throw reader.mismatch(expected: "two metrics: [won, opportunities]") }
                return parts
            }
            map.close()
            formula = .ratio(try parts()[0], try parts()[1])
        case let kind:
            let types = map.required("on") { try $0.types() }
            let when = map.optional("when") { try $0.condition(reading) }
            let sum = map.optional("sum") { try $0.number(reading) }
            let count = map.optional("count") { try $0.parsed("true") { $0 == "true" ? true : nil } }
            map.close()
            _ = try count()
            formula = .gathered(types: try types(), when: try when(), sum: kind == "sum" ? try sum() : nil)
        }
        return Metric(name: name, title: try title(), unit: try unit(), formula: formula)
    }

    /// What expressions ask for by name is there.
    ///
    /// - Parameter functions: those that ask for metrics; nil: all there are.
    static func checkCalls(_ expressions: [Expression], at reader: YAMLReader, _ metrics: [String], of functions: Set<String>? = nil) {
        for (name, source) in calls(of: expressions, functions) where !metrics.contains(name) {
            let place = reader.scalar(source) ?? reader
            let before = ["\"\(name)\"", "'\(name)'"].lazy.compactMap { source.firstRange(of: $0) }.first.map { source[..<$0.lowerBound] }
            _ = place.failure(
                atScalar: before?.unicodeScalars.count ?? 0, "an expression asks for the metric \"\(name)\", which is not there",
                expected: metrics.isEmpty ? "a metric in metrics.yaml" : "one of \(metrics.sorted().joined(separator: ", "))",
                hint: Spelling.nearest(to: name, in: metrics).map { "did you mean \"\($0)\"?" })
        }
    }

    /// The metrics that are asked for, each with an expression that does.
    private static func calls(of expressions: [Expression], _ functions: Set<String>?) -> [(name: String, source: String)] {
        let all = expressions.flatMap { expression in
            expression.references.calls.filter { functions?.contains($0.function) ?? true }.compactMap(\.literals.first).map { ($0, expression.source) }
        }
        return Dictionary(all) { first, _ in first }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// A ratio is one of sums, so its parts are metrics that add up.
    static func checkRatios(_ metrics: [Found<Metric>]) {
        let sums = metrics.compactMap { metric -> String? in
            if case .gathered = metric.value.formula { metric.value.name } else { nil }
        }
        for metric in metrics {
            guard case .ratio(let above, let below) = metric.value.formula else { continue }
            for part in [above, below] where !sums.contains(part) {
                _ = (metric.reader.at("ratio").scalar(part) ?? metric.reader).failure(
                    "\"\(part)\" is no metric that adds up", expected: "one of \(sums.sorted().joined(separator: ", "))",
                    hint: Spelling.nearest(to: part, in: sums).map { "did you mean \"\($0)\"?" })
            }
        }
    }
}
