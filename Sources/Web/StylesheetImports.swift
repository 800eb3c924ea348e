/// Stylesheets are written one a component, and one that imports others is served with their text in place of the imports: a browser
/// finds out about an import only when it has read the file before it, and asks for each by itself.
enum StylesheetImports {
    /// Imports of imports, at most.
    private static let deepest = 4

    /// The text of `name` with what it imports from its folder; other imports stay as they are.
    ///
    /// - Parameter contents: the bytes of a file of the folder, by its name; nil where there is none.
    static func inlined(_ name: String, contents: (String) throws(FolderReader.Failure) -> [UInt8]?) throws(FolderReader.Failure) -> [UInt8] {
        try inlined(name, depth: 0, contents: contents)
    }

    private static func inlined(
        _ name: String, depth: Int, contents: (String) throws(FolderReader.Failure) -> [UInt8]?
    ) throws(FolderReader.Failure) -> [UInt8] {
        guard let bytes = try contents(name) else { return [] }
        let text = String(decoding: bytes, as: UTF8.self)
        guard depth < deepest, text.contains("@import") else { return bytes }
        var whole = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let imported = imported(by: line).map({ sibling($0, of: name) }), try contents(imported) != nil {
                whole += String(decoding: try inlined(imported, depth: depth + 1, contents: contents), as: UTF8.self)
            } else {
                whole += line
            }
            whole += "\n"
        }
        return Array(whole.utf8.dropLast())
    }

    /// `tokens.css` for `@import url("tokens.css");`: the whole line, and a name without a folder.
    private static func imported(by line: Substring) -> Substring? {
        let before = "@import url(\"", after = "\");"
        guard line.hasPrefix(before), line.hasSuffix(after) else { return nil }
        let name = line.dropFirst(before.count).dropLast(after.count)
        return name.contains("/") || name.contains("\"") ? nil : name
    }

    private static func sibling(_ name: Substring, of other: String) -> String {
        guard let slash = other.lastIndex(of: "/") else { return String(name) }
        return String(other[...slash]) + name
    }
}
