import JSON

/// What a person says of the columns of a table, and the import map that says the same.
package struct MapProposal: Hashable, Sendable {
    package struct Column: Hashable, Sendable {
        package let name: String
        package let meaning: ColumnMeaning
        package let date: DateOrder?
        package let number: NumberForm?

        package init(name: String, meaning: ColumnMeaning, date: DateOrder? = nil, number: NumberForm? = nil) {
            self.name = name
            self.meaning = meaning
            self.date = date
            self.number = number
        }
    }

    package enum Fault: Error, Hashable, Sendable {
        /// There is nobody, no team and nothing that happened in it.
        case nothing
        /// Two columns for one thing.
        case twice(ColumnMeaning)
        /// What happened has no time, or nobody did it.
        case missing(ColumnMeaning)
        /// Nobody said in which order the dates of a column are.
        case ambiguousDate(String)
    }

    package var columns: [Column]
    /// Of what happened, where no column says it.
    package var type: String
    /// Whether people and teams come into being where they are named.
    package var makesPeople: Bool
    package var sheet: String?

    package init(columns: [Column], type: String = "sale.won", makesPeople: Bool = true, sheet: String? = nil) {
        self.columns = columns
        self.type = type
        self.makesPeople = makesPeople
        self.sheet = sheet
    }

    /// What a look at a file suggests. Dates that a person has to decide on are left open.
    package init(_ look: TableLook) {
        let columns = look.columns.map { column in
            let isDate = column.meaning == .time || column.meaning == .joined
            return Column(
                name: column.name, meaning: column.meaning, date: isDate && column.dates.count == 1 ? column.dates[0] : nil,
                number: column.meaning == .amount ? column.number : nil)
        }
        self.init(columns: columns, sheet: look.source.sheet.flatMap { $0 == look.source.sheets.first ? nil : $0.name })
        makesPeople = self[.memberName] != nil || self[.team] != nil
    }

    private subscript(meaning: ColumnMeaning) -> String? { columns.first { $0.meaning == meaning }.map { Self.cell($0.name) } }

    /// The map. `name` is what its activities say as their source.
    package func yaml(named name: String) throws(Fault) -> String {
        try check()
        var lines = ["# Made of the columns of a file. Every value is a CEL expression over `row`, the texts of a row by column.", "encoding: auto", "delimiter: auto"]
        if let sheet { lines.append("sheet: \(Self.quoted(sheet))") }
        let dates = columns.compactMap { column in column.date.map { "  \(Self.quoted(column.name)): \($0.rawValue)" } }
        let numbers = columns.compactMap { column in column.number.map { "  \(Self.quoted(column.name)): \($0.rawValue)" } }
        if !dates.isEmpty { lines += ["dates:"] + dates }
        if !numbers.isEmpty { lines += ["numbers:"] + numbers }
        return (lines + people + activities(name)).joined(separator: "\n") + "\n"
    }

    private var hasActivities: Bool { self[.time] != nil || self[.amount] != nil }

    private func check() throws(Fault) {
        for meaning in ColumnMeaning.allCases where meaning != .data && meaning != .ignored {
            if columns.count(where: { $0.meaning == meaning }) > 1 { throw .twice(meaning) }
        }
        for column in columns where (column.meaning == .time || column.meaning == .joined) && column.date == nil { throw .ambiguousDate(column.name) }
        guard hasActivities else {
            guard self[.member] != nil || self[.team] != nil else { throw .nothing }
            return
        }
        if self[.time] == nil { throw .missing(.time) }
        if self[.member] == nil { throw .missing(.member) }
    }

    private var people: [String] {
        guard makesPeople || !hasActivities else { return [] }
        var lines: [String] = []
        if let team = self[.team] {
            lines += ["teams:", "  id: \(Self.quoted(team))"] + Self.entry("parent", self[.parentTeam])
        }
        if let member = self[.member] {
            lines += ["members:", "  id: \(Self.quoted(member))"]
            for (key, meaning) in [("name", ColumnMeaning.memberName), ("team", .team), ("role", .role), ("joined", .joined)] { lines += Self.entry(key, self[meaning]) }
        }
        if let customer = self[.customer], let name = self[.customerName] { lines += ["customers:", "  id: \(Self.quoted(customer))"] + Self.entry("name", name) }
        return lines
    }

    private static func entry(_ key: String, _ value: String?) -> [String] { value.map { ["  \(key): \(quoted($0))"] } ?? [] }

    private func activities(_ name: String) -> [String] {
        guard hasActivities, let time = self[.time], let member = self[.member] else { return [] }
        let values = [("source", Self.text("/import/\(name)")), ("id", identity), ("type", self[.type] ?? Self.text(type)), ("time", time), ("member", member)]
        var lines = ["activities:"] + values.map { "  \($0.0): \(Self.quoted($0.1))" }
        var data: [(String, String)] = []
        if let amount = self[.amount] { data.append(("amount", "decimal(\(amount))")) }
        for (key, meaning) in [("customer", ColumnMeaning.customer), ("product", .product)] { if let value = self[meaning] { data.append((key, value)) } }
        let known = Set(data.map(\.0))
        for column in columns where column.meaning == .data && !known.contains(column.name) { data.append((column.name, Self.cell(column.name))) }
        if !data.isEmpty { lines += ["  data:"] + data.map { "    \(Self.quoted($0.0)): \(Self.quoted($0.1))" } }
        return lines
    }

    /// What tells one row from the next where no column numbers them: all that it says. Rows that say the same are one.
    private var identity: String {
        if let id = self[.activity] { return id }
        let parts = columns.filter { $0.meaning != .ignored && $0.meaning != .team && $0.meaning != .parentTeam }.map { Self.cell($0.name) }
        return parts.joined(separator: " + \"|\" + ")
    }

    /// `row["name"]`.
    private static func cell(_ column: String) -> String { "row[\(text(column))]" }

    /// A text of CEL.
    private static func text(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n").replacing("\r", with: "\\r").replacing("\t", with: "\\t") + "\""
    }

    /// A text of YAML; a quote is written twice, and line ends as CEL or nobody needs them.
    private static func quoted(_ text: String) -> String {
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            return String(decoding: JSONValue.string(text).canonicalBytes, as: UTF8.self)
        }
        return "'" + text.replacing("'", with: "''") + "'"
    }
}
