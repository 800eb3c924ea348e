import Expressions
import Periods
import PointsEngine

/// What a row of a file asks for: teams, members and customers first, then its activities.
package struct ImportedRow: Sendable {
    package struct Item: Sendable {
        package let command: any Command
        /// The row only mentions it, and says nothing of it.
        package let isMentioned: Bool

        package init(_ command: any Command, isMentioned: Bool = false) {
            self.command = command
            self.isMentioned = isMentioned
        }
    }

    package let record: CSVRecord
    package let items: [Item]
    /// Why the row is not taken; then there are no items.
    package let fault: ImportFault?
    /// False: the map makes activities of this file and none of this row, or nothing at all.
    package let isMatched: Bool

    package init(record: CSVRecord, items: [Item], fault: ImportFault? = nil, isMatched: Bool = true) {
        self.record = record
        self.items = items
        self.fault = fault
        self.isMatched = isMatched
    }
}

/// A map bound to the columns of a file: pure, one row after the other.
package struct ImportPlan: Sendable {
    /// Sections that are about another file, as sentences.
    package let leftOut: [String]
    private let sections: ImportSections
    private let environment: ImportEnvironment
    private let lookups: [ImportLookup]
    private let calendar: CompanyCalendar
    private let cells: CellTexts.Bound

    init(
        sections: ImportSections, environment: ImportEnvironment, lookups: [ImportLookup], calendar: CompanyCalendar, cells: CellTexts.Bound, leftOut: [String]
    ) {
        self.sections = sections
        self.environment = environment
        self.lookups = lookups
        self.calendar = calendar
        self.cells = cells
        self.leftOut = leftOut
    }

    /// Whether rows are taken in an order of their own, and not as they stand in the file.
    package var isOrdered: Bool { !sections.order.isEmpty }

    package func row(_ record: CSVRecord) -> ImportedRow {
        do throws(ImportFault) {
            let items = try sections.items(try values(record))
            let isMatched = sections.activities.isEmpty ? !items.isEmpty : items.contains { $0.command is RecordActivity }
            return ImportedRow(record: record, items: items, isMatched: isMatched)
        } catch {
            return ImportedRow(record: record, items: [], fault: error)
        }
    }

    /// What the rows are ordered by, each compared by its bytes; texts such as `2026-11-21` stand in order of time.
    package func order(_ record: CSVRecord) throws(ImportFault) -> [String] {
        let values = try values(record)
        var keys: [String] = []
        for expression in sections.order { keys.append(try values.text(expression, "order") ?? "") }
        return keys
    }

    private func values(_ record: CSVRecord) throws(ImportFault) -> ImportValues {
        let fields = try cells.fields(of: record.row)
        var activation = Activation(environment.environment)
        if let type = environment.rowType { activation[slot: 0] = .map(.record(Record(type, fields.map { .string($0) }))) }
        for (index, lookup) in lookups.enumerated() { activation[slot: index + 1] = lookup.value }
        return ImportValues(activation: activation, calendar: calendar)
    }
}
