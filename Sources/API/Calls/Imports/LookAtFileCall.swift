import Files
import JSON
import PointsEngine
import RuleEngine
import Store
import Web

/// `POST /imports/look`: what a file is, before anything is imported: its first rows, what its columns seem to hold, and a map for them.
enum LookAtFileCall {
    static let endpoint = Endpoint(
        .post, "/imports/look", .atLeast(.admin),
        "What a file is, which is the body: CSV in any encoding, or a workbook (.xlsx). Nothing is written. What cannot be told from it, such as the order of day and month, is asked.",
        takes: Input(query: form + [Argument("rows", .integer, "how many of the first rows are given, at most 500; 10 where it is left out")], body: .table),
        gives: .json([
            "kind": .words(["csv", "workbook"]), "encoding": .orNull(.words(CSVFormat.Encoding.self)), "delimiter": .orNull(.text), "sheets": .list(.text),
            "sheet": .orNull(.text),
            "columns": .list([
                "name": .text, "meaning": .words(ColumnMeaning.self), "dates": .list(.words(DateOrder.self)), "number": .orNull(.words(NumberForm.self)),
            ]),
            "rows": .list(.list(.text)), "faults": .list(["line": .integer, "detail": .text]), "types": .list(.text), "makes_people": .flag,
            "known": .orNull(["id": .text, "choices": "ImportChoices"]),
        ])
    ) { call in
        let form = try call.tableForm(over: .guessed), file = call.content.file, runtime = call.site.services.runtime
        let rows = try call.shownRows()
        let types = Set(call.directory.programme.book.set(at: call.now).rules.flatMap(\.types)).sorted()
        try LongWork.begin(call, .heavy) { _ in
            do {
                let look = try TableLook(TableSource(file, named: "file", form), named: "file", shown: rows)
                let names = Set(look.columns.map(\.name))
                let known = try runtime.readers.own().importMaps.list().first { KeptChoices($0.choices)?.fits(names) ?? false }
                return .json { write(look, known, types, &$0) }
            } catch let diagnostics as Diagnostics {
                throw DraftFiles.problem(diagnostics, .invalidFile)
            }
        }
    }.onAnyNode()

    /// How a file is written, where somebody knows better than what is guessed.
    static let form = [
        Argument("sheet", .text, "of a workbook; the first that has rows where none is named"),
        Argument("encoding", .words(CSVFormat.Encoding.self), "of a CSV file"), Argument("delimiter", .text, "of a CSV file: one character, or tab"),
    ]

    private static func write(_ look: TableLook, _ known: KeptImportMap?, _ types: [String], _ writer: inout JSONWriter) {
        let source = look.source
        writer.object { writer in
            writer.member("kind", source.format == nil ? "workbook" : "csv")
            writer.member("encoding", orNull: source.format?.encoding.rawValue)
            writer.member("delimiter", orNull: source.format.map { String(Unicode.Scalar($0.delimiter)) })
            writer.array("sheets") { writer in for sheet in source.sheets { writer.value(sheet.name) } }
            writer.member("sheet", orNull: source.sheet?.name)
            writer.array("columns") { writer in
                for column in look.columns {
                    writer.object { writer in
                        writer.member("name", column.name)
                        writer.member("meaning", column.meaning.rawValue)
                        writer.member("dates", column.dates.map(\.rawValue))
                        writer.member("number", orNull: column.number?.rawValue)
                    }
                }
            }
            writer.array("rows") { writer in for row in look.rows { writer.array { writer in for cell in row { writer.value(String(cell.prefix(200))) } } } }
            writer.array("faults") { writer in
                for fault in look.faults {
                    writer.object { writer in
                        writer.member("line", fault.line)
                        writer.member("detail", fault.sentence)
                    }
                }
            }
            writer.member("types", types)
            writer.member("makes_people", MapProposal(look).makesPeople)
            writer.object("known", of: known) { known, writer in
                writer.member("id", known.name)
                writer.member("choices", (try? JSONValue.parse(Array(known.choices.utf8))) ?? .null)
            }
        }
    }
}

extension Call {
    fileprivate func shownRows() throws -> Int {
        guard let text = query("rows") else { return TableLook.shownRows }
        guard let rows = Int(text), 1...500 ~= rows else { throw Problem.malformed("1 to 500", at: "rows") }
        return rows
    }

    /// How a file is written: as the arguments say, else as `form` does.
    func tableForm(over form: TableForm) throws -> TableForm {
        var form = form
        if let sheet = query("sheet") { form.sheet = sheet }
        if let word = query("encoding") {
            guard let encoding = CSVFormat.Encoding(rawValue: word) else { throw Problem.malformed("no such encoding", at: "encoding") }
            form.encoding = encoding
        }
        if let text = query("delimiter") {
            let delimiter = text == "tab" ? "\t" : text.count == 1 ? text.first : nil
            guard let delimiter, CSVFormat(delimiter: delimiter) != nil else { throw Problem.malformed("one ASCII character, or tab", at: "delimiter") }
            form.delimiter = delimiter
        }
        return form
    }
}

extension RequestBody {
    /// A file with a table in it.
    static let table = RequestBody.files(["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"], upTo: 4 << 20)
}

