import Foundation
import TestClients
import TestServer

/// An exported file as somebody with a spreadsheet reads it: by the names of its columns. It shares no code with what made the findings.
struct ExportedTable {
    let rows: [[String: String]]

    /// - Parameter caller: who asks; nil: the administrator who is signed in.
    init(_ name: String, of laurel: ServerHarness, by caller: TestCaller? = nil) throws {
        let text = try (caller ?? laurel.admin).get("/exports/\(name).csv").text.replacing("\u{FEFF}", with: "")
        var records = Self.records(text)
        let head = records.removeFirst()
        rows = records.filter { $0.count == head.count }.map { Dictionary(uniqueKeysWithValues: zip(head, $0)) }
    }

    private static func records(_ text: String) -> [[String]] {
        var records: [[String]] = [], record: [String] = [], field = "", isQuoted = false
        var rest = Substring(text)
        while let letter = rest.popFirst() {
            switch letter {
            case "\"" where isQuoted && rest.first == "\"": field.append(rest.removeFirst())
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                record.append(field)
                field = ""
            case "\r\n", "\n", "\r":
                if isQuoted { field.append(letter) } else {
                    records.append(record + [field])
                    (record, field) = ([], "")
                }
            default: field.append(letter)
            }
        }
        if !record.isEmpty || !field.isEmpty { records.append(record + [field]) }
        return records
    }

    /// As `2026-10-31`, where the company is: eight hours ahead.
    static func day(_ time: String) -> String {
        let formatter = ISO8601DateFormatter(), shown = DateFormatter()
        shown.timeZone = TimeZone(secondsFromGMT: 8 * 3_600)
        shown.locale = Locale(identifier: "en_US_POSIX")
        shown.dateFormat = "yyyy-MM-dd"
        let plain = time.replacing(#/\.\d+/#, with: "")
        return formatter.date(from: plain).map(shown.string) ?? ""
    }
}

extension [String: String] {
    var whole: Double { Double(self["whole"] ?? "") ?? 0 }
    var day: String { ExportedTable.day(self["occurred"] ?? self["time"] ?? "") }
    var isCounted: Bool { ["award", "reversal"].contains(self["kind"]) }
}
