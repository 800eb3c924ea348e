import Expressions
import Periods

/// `imports/*.yaml`: how the rows of a CSV file become teams, members and activities (imports.md).
///
/// A map is read twice: once to see that it holds by itself, and once more for a file whose columns are known (`bound(to:)`).
///
/// ```swift
/// let map = try ImportMap(text, file: "imports/crm.yaml", zones: zones)
/// let plan = try map.bound(to: header, lookups: [], calendar: calendar)
/// let row = plan.row(record)
/// ```
package struct ImportMap: Sendable {
    /// A table that rows may look something up in: `--with name=FILE.csv`.
    package struct Lookup: Sendable {
        package let name: String
        /// The column whose value finds a row.
        package let key: String
        package let format: CSVFormat
    }

    /// How the files are written, as far as the map says it.
    package let form: TableForm
    private let cells: CellTexts
    package let lookups: [Lookup]
    private let document: YAMLDocument
    private let zones: ZoneDatabase
    private let sections: ImportSections

    /// From a file, which diagnostics call `name`.
    package static func load(_ path: String, named name: String, zones: ZoneDatabase) throws(Diagnostics) -> ImportMap {
        let text: String
        do {
            text = try YAMLDocument.text(of: FileBytes.read(path, limit: YAMLDocument.maximumSize), file: name)
        } catch let diagnostic as Diagnostic {
            throw Diagnostics([diagnostic])
        } catch {
            throw Diagnostics([Diagnostic(file: name, message: "\(error)")])
        }
        return try ImportMap(text, file: name, zones: zones)
    }

    /// - Throws: everything that is wrong with the map.
    package init(_ text: String, file: String, zones: ZoneDatabase) throws(Diagnostics) {
        let findings = Findings()
        do throws(Diagnostic) {
            document = try YAMLDocument(text, file: file)
        } catch {
            throw Diagnostics([error])
        }
        let head = YAMLReader(document, findings).attempt(ImportMapReading.head)
        let names = head?.lookups.map(\.name) ?? []
        let reading = ImportMapReading(ImportEnvironment(lookups: names).environment, zones, leavingOut: [])
        let sections = YAMLReader(document, findings).attempt(reading.sections)
        let checked = try findings.checked(sections)
        self.zones = zones
        self.sections = checked
        form = head?.form ?? TableForm()
        cells = head?.cells ?? CellTexts()
        lookups = head?.lookups ?? []
    }

    /// The map for a file with these columns.
    ///
    /// - Parameters:
    ///   - lookups: the tables that were given; those that no expression asks may be left out.
    ///   - calendar: whose days a date alone stands for.
    ///   - delimiter: what the columns were divided by; tells of another one where columns are missing.
    /// - Throws: the places of the map that name columns the file does not have.
    package func bound(to columns: [String], lookups given: [ImportLookup], calendar: CompanyCalendar, delimiter: UInt8? = nil) throws(Diagnostics) -> ImportPlan {
        let delimiter = delimiter ?? form.delimiter?.asciiValue ?? UInt8(ascii: ",")
        let tables = lookups.map { declared in given.first { $0.name == declared.name } ?? ImportLookup(empty: declared.name) }
        let environment = ImportEnvironment(columns: columns, lookups: tables)
        let leftOut = sections.notAbout(Set(columns))
        let findings = Findings()
        let reading = ImportMapReading(environment.environment, zones, leavingOut: Set(leftOut.map(\.place)))
        let sections = YAMLReader(document, findings).attempt(reading.sections)
        if let sections { try checkLookups(given, of: sections) }
        if var all = findings.diagnostics?.all {
            all = MissingColumns(table: "row", columns: columns, delimiter: delimiter).gathered(from: all)
            for table in tables {
                all = MissingColumns(table: table.name, columns: table.type.fields.map(\.name), delimiter: delimiter).gathered(from: all)
            }
            throw Diagnostics(all)
        }
        let bound = try findings.checked(sections)
        return ImportPlan(
            sections: bound, environment: environment, lookups: tables, calendar: calendar, cells: cells.bound(to: columns), leftOut: leftOut.map(\.text))
    }

    /// A lookup needs a file only where an expression asks it.
    private func checkLookups(_ given: [ImportLookup], of sections: ImportSections) throws(Diagnostics) {
        for declared in lookups where !given.contains(where: { $0.name == declared.name }) {
            guard !sections.expressions.contains(where: { $0.references.reads(declared.name) }) else {
                let message = "the lookup \"\(declared.name)\" has no file"
                throw Diagnostics([Diagnostic(file: document.source.file, message: message, expected: "--with \(declared.name)=FILE.csv")])
            }
        }
    }
}
