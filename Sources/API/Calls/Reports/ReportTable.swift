import Files
import Identity
import JSON
import Periods
import Web

/// A report: lines with a number in each column, as JSON or as a file.
struct ReportTable: Sendable {
    struct Column: Sendable {
        let id: String
        /// `points`, `count`, `ratio`, `money`.
        let unit: String
    }

    struct Line: Sendable {
        let key: String
        /// A text, or a text by language.
        let name: JSONValue
        /// One for each column; nil where there is none.
        let values: [Decimal?]
    }

    let report: String
    let by: String
    let from: Instant
    let until: Instant
    let columns: [Column]
    var lines: [Line]
    /// One for each column; nil where parts do not sum up.
    var totals: [Decimal?]

    /// The sum of each column of which parts sum up.
    static func totals(_ lines: [Line], of columns: [Column], but skipped: Set<String>) -> [Decimal?] {
        columns.enumerated().map { index, column in
            skipped.contains(column.id) ? nil : try? Decimal.sum(lines.lazy.compactMap { $0.values[index] })
        }
    }

    /// One page of the lines, from an offset on.
    func page(offset: Int, limit: Int) -> Response {
        let shown = lines.dropFirst(offset).prefix(limit)
        let next = offset + shown.count < lines.count ? "\(offset + shown.count)" : nil
        return .json { writer in
            writer.object { writer in
                writer.member("report", report)
                writer.member("from", from.rfc3339)
                writer.member("to", until.rfc3339)
                writer.member("by", by)
                writer.array("columns") { writer in
                    for column in columns {
                        writer.object { writer in
                            writer.member("id", column.id)
                            writer.member("unit", column.unit)
                        }
                    }
                }
                writer.array("items") { writer in
                    for line in shown {
                        writer.object { writer in
                            writer.member("key", line.key)
                            writer.member("name", line.name)
                            writer.member("values", Self.json(line.values))
                        }
                    }
                }
                writer.member("totals", Self.json(totals))
                writer.member("next", orNull: next)
            }
        }
    }

    /// - Parameter languages: of the names, the first that there is.
    func csv(_ languages: [String]) -> Response {
        var file = CSVWriter(byteOrderMark: true)
        file.row(texts: [by, "name"] + columns.map(\.id))
        for line in lines {
            file.row([CSVCell.text(line.key), .text(Self.text(line.name, languages))] + line.values.map { $0.map(CSVCell.number) ?? .empty })
        }
        return .csv("\(report)-by-\(by).csv", file.bytes)
    }

    private static func json(_ values: [Decimal?]) -> JSONValue { .array(values.map { $0.map(JSONValue.number) ?? .null }) }

    private static func text(_ name: JSONValue, _ languages: [String]) -> String {
        if let text = name.string { return text }
        let texts = (name.object?.members ?? []).compactMap { member in member.value.string.map { (member.key, $0) } }
        return LocalizedText(Dictionary(texts) { $1 }).text(in: languages)
    }
}
