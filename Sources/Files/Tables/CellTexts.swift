/// How the cells of some columns are written: dates in an order, numbers with thousands. Expressions see them as `2026-11-21` and `1234.50`.
struct CellTexts: Sendable {
    var dates: [String: DateOrder] = [:]
    var numbers: [String: NumberForm] = [:]

    /// For a file with these columns; those that it does not have are of no matter.
    func bound(to columns: [String]) -> Bound {
        let places = columns.enumerated().filter { dates[$0.element] != nil || numbers[$0.element] != nil }
        return Bound(columns: places.map { Bound.Column(index: $0.offset, name: $0.element, date: dates[$0.element], number: numbers[$0.element]) })
    }

    struct Bound: Sendable {
        struct Column: Sendable {
            let index: Int
            let name: String
            let date: DateOrder?
            let number: NumberForm?
        }

        let columns: [Column]

        func fields(of row: CSVRow) throws(ImportFault) -> [String] {
            guard !columns.isEmpty else { return row.fields }
            var fields = row.fields
            for column in columns {
                let text = fields[column.index].trimmed
                guard !text.isEmpty else {
                    fields[column.index] = ""
                    continue
                }
                fields[column.index] = try Self.plain(text, column)
            }
            return fields
        }

        private static func plain(_ text: String, _ column: Column) throws(ImportFault) -> String {
            if let order = column.date {
                guard let date = DateText.iso(text, order) else { throw ImportFault(column.name, "\"\(text.prefix(40))\" is no date such as \(order.shown)") }
                return date
            }
            guard let form = column.number else { return text }
            guard let number = NumberText.plain(text, form) else {
                throw ImportFault(column.name, "\"\(text.prefix(40))\" is no number such as \(form == .point ? "1,234.50" : "1.234,50")")
            }
            return number
        }
    }
}
