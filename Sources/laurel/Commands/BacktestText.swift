import Files
import Identity
import JSON

/// What a backtest found, for whoever writes the rules: the whole, then by rule, team and month, then who would gain and lose most.
struct BacktestText {
    private let report: JSONValue
    private let period: String
    /// Members that are shown on either side; `--json` has them all.
    private static let shownMembers = 10

    init(_ report: JSONValue, from: String, to: String) {
        self.report = report
        period = "from \(from) until \(to)"
    }

    private struct Line {
        let name: String
        let now: Int64
        let then: Int64
        var change: Int64 { then - now }
    }

    var text: String {
        var lines = ["\(Self.grouped(number("activities"))) activities \(period)", ""]
        lines += Self.table("", [Line(name: "all", now: number("now"), then: number("then"))])
        lines += [
            "",
            "\(Self.grouped(number("gain"))) would gain, \(Self.grouped(number("lose"))) would lose, \(Self.grouped(number("same"))) stay the same",
        ]
        if let refused { lines += ["The draft refuses \(refused)"] }
        for (title, key) in [("by rule", "rules"), ("by team", "teams"), ("by month", "months")] {
            let parts = self.lines(key)
            if !parts.isEmpty { lines += [""] + Self.table(title, parts) }
        }
        let members = self.lines("members")
        lines += Self.members("who would gain most", members.filter { $0.change > 0 }.sorted { $0.change > $1.change })
        lines += Self.members("who would lose most", members.filter { $0.change < 0 }.sorted { $0.change < $1.change })
        return lines.joined(separator: "\n")
    }

    private static func members(_ title: String, _ members: [Line]) -> [String] {
        guard !members.isEmpty else { return [] }
        let left = members.count - shownMembers
        return [""] + table(title, Array(members.prefix(shownMembers))) + (left > 0 ? ["  … and \(grouped(Int64(left))) more"] : [])
    }

    /// Names at the left, numbers at the right, each column as wide as it must be.
    private static func table(_ title: String, _ lines: [Line]) -> [String] {
        let rows = [[title, "now", "draft", "change", ""]] + lines.map { line in
            ["  " + line.name, grouped(line.now), grouped(line.then), signed(line.change), percent(line)]
        }
        let widths = (0..<5).map { column in rows.map { TerminalWidth.of($0[column]) }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let gap = String(repeating: " ", count: widths[column] - TerminalWidth.of(cell))
                return column == 0 ? cell + gap : gap + cell
            }
            return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
    }

    // MARK: What the report says

    private func number(_ key: String) -> Int64 { report[key]?.int64 ?? 0 }

    private func lines(_ key: String) -> [Line] {
        (report[key]?.array ?? []).map { item in
            let title = item["title"]?.object.flatMap { title in (title["en"] ?? title.first?.value)?.string }
            let name = item["name"]?.string ?? title ?? ["rule", "team", "month", "id"].lazy.compactMap { item[$0]?.string }.first ?? "no team"
            return Line(name: name, now: item["now"]?.int64 ?? 0, then: item["then"]?.int64 ?? 0)
        }
    }

    /// `3 activities: expression-failed 2, overflow 1`
    private var refused: String? {
        let codes = (report["refused"]?.object?.members ?? []).map { ($0.key, $0.value.int64 ?? 0) }
        guard !codes.isEmpty else { return nil }
        let sum = codes.reduce(0) { $0 + $1.1 }
        return "\(Self.grouped(sum)) of them: " + codes.map { "\(Self.grouped($0.1)) because \(Code(rawValue: $0.0)?.words ?? $0.0)" }.joined(separator: ", ")
    }

    // MARK: Numbers

    /// `1,234,567`
    static func grouped(_ number: Int64) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (number < 0 ? "−" : "") + text
    }

    private static func signed(_ number: Int64) -> String { number > 0 ? "+" + grouped(number) : grouped(number) }

    /// Of what it is now, to a tenth; nothing where that is nothing.
    private static func percent(_ line: Line) -> String {
        guard line.now != 0, line.change != 0 else { return "" }
        let tenths = (Double(line.change) / Double(line.now.magnitude) * 1_000).rounded()
        let sign = tenths < 0 ? "−" : tenths > 0 ? "+" : ""
        return "\(sign)\(grouped(Int64(tenths.magnitude / 10))).\(Int(tenths.magnitude) % 10) %"
    }
}
