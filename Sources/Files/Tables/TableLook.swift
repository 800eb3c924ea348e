/// What a file looks like before anything is imported: its first rows, what each column seems to hold, and what nobody can tell but a person.
package struct TableLook: Sendable {
    package struct Column: Sendable {
        package let name: String
        package var meaning: ColumnMeaning
        /// The orders in which all of its cells are dates: one, where there is no doubt, several, where a person has to say; none: it holds no dates.
        package let dates: [DateOrder]
        /// How its numbers are written; nil: it holds something else.
        package let number: NumberForm?
    }

    package let source: TableSource
    package let columns: [Column]
    /// The first rows, as texts.
    package let rows: [[String]]
    /// Rows that cannot be read, among those that were looked at.
    package let faults: [CSVError]

    package static let shownRows = 10
    private static let sampledRows = 1_000
    private static let shownFaults = 10

    /// It was enough.
    private struct Enough: Error {}

    /// - Parameter shown: how many rows are given.
    /// - Throws: `Diagnostics`: nothing of it can be read.
    package init(_ source: TableSource, named name: String, shown: Int = shownRows) throws(Diagnostics) {
        var names: [String] = [], sample: [[String]] = [], faults: [CSVError] = []
        do {
            try source.forEachRecord(onHeader: { names = $0.names }) { result in
                switch result {
                case .success(let record): if !record.isBlank { sample.append(record.row.fields) }
                case .failure(let error) where error.isFatal: throw Diagnostics([error.diagnostic(file: name)])
                case .failure(let error): if faults.count < Self.shownFaults { faults.append(error) }
                }
                if sample.count == Self.sampledRows { throw Enough() }
            }
        } catch is Enough {
        } catch let diagnostics as Diagnostics {
            throw diagnostics
        } catch {
            throw Diagnostics([Diagnostic(file: name, message: "\(error)")])
        }
        self.source = source
        self.faults = faults
        rows = Array(sample.prefix(shown))
        columns = Self.settled(names.enumerated().map { index, name in Self.column(name, sample.compactMap { index < $0.count ? $0[index] : nil }) })
    }

    private static func column(_ name: String, _ cells: [String]) -> Column {
        let filled = cells.filter { !$0.trimmed.isEmpty }
        let meaning = ColumnNames.meaning(of: name) ?? (name.isEmpty ? .ignored : .data)
        let dates = filled.isEmpty ? [] : DateOrder.allCases.filter(DateText.orders(of: filled).contains)
        // A number of a month and a day in a column that is called an amount is an amount.
        let isAmount = meaning == .amount, number = filled.isEmpty ? nil : NumberText.form(of: filled)
        return Column(name: name, meaning: meaning, dates: isAmount ? [] : dates, number: number)
    }

    /// Each meaning once, and names of people for who has no other id.
    private static func settled(_ columns: [Column]) -> [Column] {
        var columns = columns, taken: Set<ColumnMeaning> = []
        for index in columns.indices where columns[index].meaning != .data && columns[index].meaning != .ignored {
            if !taken.insert(columns[index].meaning).inserted { columns[index].meaning = .data }
        }
        let isAboutSales = taken.contains(.amount) || taken.contains(.time)
        for (weaker, stronger) in [(ColumnMeaning.activity, ColumnMeaning.member), (.memberName, .member), (.customerName, .customer)] {
            guard !taken.contains(stronger), let index = columns.firstIndex(where: { $0.meaning == weaker }), weaker != .activity || !isAboutSales && taken.contains(.memberName) else { continue }
            columns[index].meaning = stronger
            taken.insert(stronger)
        }
        if !isAboutSales { for index in columns.indices where [.customer, .product, .activity, .type].contains(columns[index].meaning) { columns[index].meaning = .ignored } }
        return columns
    }
}
