import Foundation
import JSON

/// What a bench measured: under which conditions, and its figures.
struct BenchReport {
    struct Figure {
        let name: String
        let value: Double
        let unit: String
        /// What it should reach, at least.
        var aim: Double?
        /// What it should stay below.
        var bound: Double?

        var verdict: String {
            if let aim { return "   aim \(BenchReport.text(aim)): \(value >= aim ? "reached" : "missed")" }
            if let bound { return "   at most \(BenchReport.text(bound)): \(value <= bound ? "reached" : "missed")" }
            return ""
        }
    }

    let bench: String
    private(set) var conditions: [String] = []
    private(set) var figures: [Figure] = []

    init(_ bench: String) { self.bench = bench }

    mutating func condition(_ text: String) { conditions.append(text) }

    mutating func add(_ name: String, _ value: Double, _ unit: String, aim: Double? = nil, bound: Double? = nil) {
        figures.append(Figure(name: name, value: value, unit: unit, aim: aim, bound: bound))
    }

    var text: String {
        let width = figures.map(\.name.count).max() ?? 0
        let lines = figures.map { figure in
            let name = figure.name.padding(toLength: width, withPad: " ", startingAt: 0)
            return "  \(name)  \(Self.text(figure.value)) \(figure.unit)\(figure.verdict)"
        }
        return ([bench] + (conditions + [Self.build]).map { "  (\($0))" } + lines).joined(separator: "\n")
    }

    var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("bench", bench)
            writer.array("conditions") { writer in (conditions + [Self.build]).forEach { writer.value($0) } }
            writer.array("figures") { writer in
                for figure in figures {
                    writer.object { writer in
                        writer.member("name", figure.name)
                        writer.member("value", Self.number(figure.value))
                        writer.member("unit", figure.unit)
                        if let aim = figure.aim { writer.member("aim", Self.number(aim)) }
                        if let bound = figure.bound { writer.member("bound", Self.number(bound)) }
                    }
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static var build: String {
        var isDebug = false
        assert({ isDebug = true; return true }())
        return "\(isDebug ? "DEBUG build: do not compare" : "release build"), \(ProcessInfo.processInfo.activeProcessorCount) cores"
    }

    /// Whole from 100 on, in groups of three digits; else three significant digits.
    private static func text(_ value: Double) -> String {
        guard value >= 100 else { return String(format: value >= 10 ? "%.1f" : "%.2f", value) }
        var digits = String(Int(value.rounded())), groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return ([digits] + groups).joined(separator: ",")
    }

    private static func number(_ value: Double) -> JSONValue {
        .number(JSON.Decimal((value * 10_000).rounded() / 10_000) ?? .zero)
    }
}
