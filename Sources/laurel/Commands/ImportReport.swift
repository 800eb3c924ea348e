import Files
import Glibc
import Imports
import JSON

/// Tells what came of an import: refusals as they come, and the summary at the end.
final class ImportReport {
    private let file: String
    private let isJSON: Bool
    private let errors: UnsafeMutablePointer<FILE>?
    private var shown: [ImportRefusal] = []
    private var count = 0
    private var hasHeader = false
    private static let shownAtMost = 100

    init(file: String, errors path: String?, json: Bool) throws {
        self.file = file
        isJSON = json
        errors = try path.map { path in
            guard let file = fopen(path, "w") else { throw CLIError("\(path) cannot be written") }
            return file
        }
    }

    deinit { if let errors { fclose(errors) } }

    func refused(_ refusal: ImportRefusal) throws {
        count += 1
        if shown.count < Self.shownAtMost {
            shown.append(refusal)
            Terminal.endProgress()
            Terminal.error("\(file):\(refusal.line): \(refusal.message) (\(refusal.code))")
        }
        try keep(refusal)
    }

    /// The row as it was, so that it can be put right and imported again, and what was wrong with it behind.
    private func keep(_ refusal: ImportRefusal) throws {
        guard let errors else { return }
        var writer = CSVWriter(defuses: false)
        if !hasHeader {
            writer.row(texts: refusal.columns + ["line", "code", "reason"])
            hasHeader = true
        }
        // A row that cannot be read leaves its fields empty: its line tells where it stands.
        let fields = refusal.record?.row.fields ?? refusal.columns.map { _ in "" }
        writer.row(texts: fields + ["\(refusal.line)", refusal.code, refusal.message])
        guard fwrite(writer.bytes, 1, writer.bytes.count, errors) == writer.bytes.count else { throw CLIError("the file of refused rows cannot be written") }
    }

    func progress(_ summary: ImportSummary) {
        Terminal.progress("\(summary.rows) rows, \(summary.activities.recorded) recorded")
    }

    /// - Parameter failure: why the file as a whole was not taken.
    func finish(_ summary: ImportSummary, failure: (any Error)? = nil, isDry: Bool) throws {
        if let errors, fflush(errors) != 0 { throw CLIError("the file of refused rows cannot be written") }
        if count > shown.count { Terminal.error("… and \(count - shown.count) more") }
        for note in summary.notes { Terminal.error("note: \(note)") }
        if let reason = summary.stopped { Terminal.error("\(file): \(reason)") }
        if let failure {
            let words = Terminal.words(failure)
            Terminal.error(words)
            shown.append(ImportRefusal(line: (failure as? Diagnostics)?.all.first?.line ?? 0, message: words))
        }
        Terminal.line(isJSON ? Self.text(summary.json(isDry: isDry, shown)) : sentences(summary, isDry).joined(separator: "\n"))
    }

    private func sentences(_ summary: ImportSummary, _ isDry: Bool) -> [String] {
        func line(_ name: String, _ counts: ImportCounts) -> String {
            "\(name): \(counts.recorded) recorded, \(counts.duplicate) duplicate, \(counts.conflicting) conflicting, \(counts.refused) refused"
        }
        var lines = [line("activities", summary.activities)]
        if summary.members != ImportCounts() { lines.append(line("members", summary.members)) }
        if summary.customers != ImportCounts() { lines.append(line("customers", summary.customers)) }
        if summary.teams != ImportCounts() { lines.append(line("teams", summary.teams)) }
        let unmatched = summary.unmatched > 0 ? ", \(summary.unmatched) of them matched nothing in the map" : ""
        let blank = summary.blank > 0 ? ", and \(summary.blank) blank" : ""
        lines.append("\(summary.rows) \(summary.rows == 1 ? "row" : "rows")" + unmatched + blank + (isDry ? "; nothing was written" : ""))
        return lines
    }

    static func text(_ json: JSONValue) -> String { String(decoding: json.canonicalBytes, as: UTF8.self) }
}
