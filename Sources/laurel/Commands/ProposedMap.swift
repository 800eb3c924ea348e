import Files
import Glibc

/// `laurel import --propose`: a map for the columns of a file, and what a person has to decide.
enum ProposedMap {
    static func write(of file: String, sheet: String?) throws {
        guard access(file, R_OK) == 0 else { throw CLIError("\(file) cannot be read: \(String(cString: strerror(errno)))") }
        let form = TableForm(encoding: nil, delimiter: nil, sheet: sheet)
        let look = try TableLook(TableSource(file, form), named: file)
        for column in look.columns { Terminal.error("\(column.name): \(column.meaning.rawValue)" + words(of: column)) }
        var proposal = MapProposal(look)
        // A map that stands on the terminal can be mended: the first order is written, and said to be a guess.
        proposal.columns = zip(proposal.columns, look.columns).map { column, seen in
            guard column.meaning == .time || column.meaning == .joined, column.date == nil else { return column }
            Terminal.error("\(column.name): day and month cannot be told apart in all of its dates; the map says \((seen.dates.first ?? .ymd).rawValue), which has to be looked at")
            return MapProposal.Column(name: column.name, meaning: column.meaning, date: seen.dates.first ?? .ymd, number: column.number)
        }
        do throws(MapProposal.Fault) {
            Terminal.line(String(try proposal.yaml(named: name(of: file)).dropLast()))
        } catch {
            throw CLIError("no map can be made of these columns: \(words(of: error))")
        }
    }

    private static func words(of column: TableLook.Column) -> String {
        guard !column.dates.isEmpty, column.meaning == .time || column.meaning == .joined else { return "" }
        return " (\(column.dates.map(\.shown).joined(separator: " or ")))"
    }

    private static func words(of fault: MapProposal.Fault) -> String {
        switch fault {
        case .nothing: "none of them is a member, a team or a time"
        case .twice(let meaning): "two of them are \(meaning.rawValue)"
        case .missing(let meaning): "none of them is \(meaning.rawValue)"
        case .ambiguousDate(let name): "the order of dates in \(name) cannot be told"
        }
    }

    /// What stands before the ending, as a name.
    private static func name(of file: String) -> String {
        let base = file.split(separator: "/").last.map(String.init) ?? file
        let plain = base.prefix { $0 != "." }.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let name = String(plain).split(separator: "-").joined(separator: "-")
        return name.isEmpty ? "file" : name
    }
}
