import Expressions

/// Columns that a map names and a file does not have: one message about all of them, in place of one for each place of the map.
struct MissingColumns {
    /// What has the columns: `row` of the file, or a lookup.
    let table: String
    /// The columns that it has.
    let columns: [String]
    let delimiter: UInt8

    /// The findings of a bound map, with those about this table as one, at its first place.
    func gathered(from all: [Diagnostic]) -> [Diagnostic] {
        let own = all.compactMap { diagnostic in missing(diagnostic).map { (name: $0, diagnostic: diagnostic) } }
        guard let first = own.first?.diagnostic else { return all }
        var names: [String] = []
        for (name, _) in own where !names.contains(name) { names.append(name) }
        let message = "\(owner) has no column \(Self.list(names)); its columns are \(columns.isEmpty ? "none" : Self.list(columns))"
        let one = Diagnostic(
            file: first.file, line: first.line, column: first.column, pointer: first.pointer, message: message, hint: hint(names)
        ).quoting(first.source)
        return [one] + all.filter { missing($0) == nil }
    }

    private var owner: String { table == "row" ? "the file" : "the table of the lookup \"\(table)\"" }

    private func missing(_ diagnostic: Diagnostic) -> String? {
        let start = "unknown field '", end = "' of \(table)"
        guard diagnostic.message.hasPrefix(start), diagnostic.message.hasSuffix(end) else { return nil }
        return String(diagnostic.message.dropFirst(start.count).dropLast(end.count))
    }

    /// Another delimiter, or names that are near.
    private func hint(_ names: [String]) -> String? {
        if let character = otherDelimiter(names) {
            return "the fields seem to be divided by \(character == "\t" ? "tabs" : "\"\(character)\""): say delimiter: \(character == "\t" ? "tab" : "\"\(character)\"")"
        }
        let near = names.compactMap { name in nearest(to: name).map { "\(NameLook.shown(name)) may be \(NameLook.shown($0))" } }
        return near.isEmpty ? nil : near.joined(separator: ", ")
    }

    private func nearest(to name: String) -> String? {
        columns.first { NameLook.of($0) == NameLook.of(name) } ?? Spelling.nearest(to: name, in: columns)
    }

    /// A character that would make the columns which are missing out of those that were found.
    private func otherDelimiter(_ names: [String]) -> Character? {
        let own = Character(Unicode.Scalar(delimiter)), text = columns.joined(separator: String(own)), looks = Set(names.map(NameLook.of))
        return [",", ";", "\t", "|", ":"].first { character in
            guard character != own, text.contains(character) else { return false }
            return text.split(separator: character).contains { looks.contains(NameLook.of($0.filter { $0 != "\"" })) }
        }
    }

    /// At most thirty, in quotes.
    private static func list(_ names: [String]) -> String {
        names.prefix(30).map(NameLook.shown).joined(separator: ", ") + (names.count > 30 ? " and \(names.count - 30) more" : "")
    }
}
