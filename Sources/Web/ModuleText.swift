import Glibc

/// A JavaScript module taken apart as far as it takes to join it with others: what it imports and exports, and the rest as it stands.
///
/// The pages are written so that this needs no parser: an import or an export begins its line, and is one of the forms below.
struct ModuleText {
    struct Import {
        /// The module's name among the files.
        let from: String
        /// `{ html, render as draw }`, or the name for all of it; nil where only its effect is wanted.
        let binding: Binding?
    }

    enum Binding {
        case names([(exported: String, local: String)])
        case whole(String)
    }

    let imports: [Import]
    let exports: [String]
    /// Modules that it loads on demand.
    let onDemand: [String]
    /// The text without imports, with `export ` taken off, and with whole paths where something is loaded on demand.
    let body: [UInt8]
    /// Whether its top level waits for something.
    let waits: Bool

    /// Nil where the module says something in another form.
    init?(_ name: String, _ bytes: [UInt8]) {
        var reading = Reading(name)
        guard reading.read(bytes) else { return nil }
        (imports, exports, body, waits) = (reading.imports, reading.exports, reading.body, reading.waits)
        onDemand = reading.onDemand
    }

    private struct Reading {
        let name: String
        var imports: [Import] = []
        var exports: [String] = []
        var onDemand: [String] = []
        var body: [UInt8] = []
        var waits = false

        init(_ name: String) { self.name = name }

        mutating func read(_ bytes: [UInt8]) -> Bool {
            var place = 0
            while place < bytes.count {
                let end = Self.lineEnd(bytes, place)
                let isKeyword = [UInt8(ascii: "i"), UInt8(ascii: "e"), UInt8(ascii: "a"), UInt8(ascii: "c"), UInt8(ascii: "l")].contains(bytes[place])
                let line = isKeyword ? String(decoding: bytes[place..<end], as: UTF8.self) : ""
                if line.hasPrefix("import") && !line.hasPrefix("import(") {
                    let last = Self.statementEnd(bytes, place)
                    guard let found = imported(String(decoding: bytes[place..<last], as: UTF8.self)) else { return false }
                    imports.append(found)
                    place = min(last + 1, bytes.count)
                } else if line.hasPrefix("export ") {
                    guard let exported = Self.exported(line) else { return false }
                    exports.append(exported)
                    if line.contains(" = await ") { waits = true }
                    add(bytes[(place + "export ".utf8.count)..<min(end + 1, bytes.count)])
                    place = min(end + 1, bytes.count)
                } else {
                    if line.hasPrefix("await ") || (line.hasPrefix("const ") || line.hasPrefix("let ")) && line.contains("= await ") { waits = true }
                    add(bytes[place..<min(end + 1, bytes.count)])
                    place = min(end + 1, bytes.count)
                }
            }
            return true
        }

        /// A line of the rest; a path in `import("./…")` is written out, because the line will stand in another file.
        private mutating func add(_ line: ArraySlice<UInt8>) {
            guard line.callsImport("\".") else {
                body += line
                return
            }
            let parts = String(decoding: line, as: UTF8.self).split(separator: "import(\".", omittingEmptySubsequences: false)
            body += Array(parts[0].utf8)
            for part in parts.dropFirst() {
                let path = "." + part.prefix { $0 != "\"" }
                onDemand.append(ModulePath.resolved(path, from: name))
                body += Array("import(\"/\(ModulePath.resolved(path, from: name))\(part.dropFirst(path.count - 1))".utf8)
            }
        }

        private func imported(_ statement: String) -> Import? {
            let parts = statement.split(separator: "\"", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[1].hasPrefix("."), parts[2] == ";" else { return nil }
            let from = ModulePath.resolved(String(parts[1]), from: name)
            var what = parts[0].dropFirst("import".count).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if what.isEmpty { return Import(from: from, binding: nil) }
            guard what.hasSuffix(" from") else { return nil }
            what.removeLast(" from".count)
            if what.hasPrefix("* as ") { return Import(from: from, binding: .whole(String(what.dropFirst("* as ".count)))) }
            guard what.hasPrefix("{"), what.hasSuffix("}") else { return nil }
            let names = what.dropFirst().dropLast().split(separator: ",").map { $0.split(separator: " ") }.filter { !$0.isEmpty }
            guard names.allSatisfy({ $0.count == 1 || $0.count == 3 && $0[1] == "as" }) else { return nil }
            return Import(from: from, binding: .names(names.map { (String($0[0]), String($0[$0.count - 1])) }))
        }

        /// What is declared; a `let` could change behind the back of whoever imported it, and lists and defaults are not used.
        private static func exported(_ line: String) -> String? {
            for kind in ["const ", "function* ", "function ", "async function ", "class "] where line.hasPrefix("export " + kind) {
                let name = line.dropFirst("export ".count + kind.count).prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
                return name.isEmpty ? nil : String(name)
            }
            return nil
        }

        private static func lineEnd(_ bytes: [UInt8], _ start: Int) -> Int {
            bytes.withUnsafeBytes { buffer in
                guard let base = buffer.baseAddress, let found = memchr(base + start, 10, buffer.count - start) else { return bytes.count }
                return base.distance(to: UnsafeRawPointer(found))
            }
        }

        /// An import may stand on several lines; its last ends with a semicolon.
        private static func statementEnd(_ bytes: [UInt8], _ start: Int) -> Int {
            var end = lineEnd(bytes, start)
            while end < bytes.count, bytes[end - 1] != UInt8(ascii: ";") { end = lineEnd(bytes, end + 1) }
            return end
        }
    }
}

/// Paths in modules.
enum ModulePath {
    /// `js/core/html.js` for `../core/html.js` in `js/pages/me.js`.
    static func resolved(_ path: String, from name: String) -> String {
        var parts = name.split(separator: "/").dropLast()
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}

extension Collection<UInt8> {
    /// Whether a call `import(` stands in it, with what comes behind the bracket; looks from bracket to bracket.
    fileprivate func callsImport(_ behind: StaticString = "") -> Bool {
        let found = withContiguousStorageIfAvailable { buffer in
            guard let base = buffer.baseAddress else { return false }
            var place = 0
            while place < buffer.count, let bracket = memchr(base + place, Int32(UInt8(ascii: "(")), buffer.count - place) {
                let at = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(bracket))
                place = at + 1
                guard at >= 6, memcmp(base + at - 6, "import", 6) == 0, buffer.count - place >= behind.utf8CodeUnitCount else { continue }
                if memcmp(base + place, behind.utf8Start, behind.utf8CodeUnitCount) == 0 { return true }
            }
            return false
        }
        return found ?? false
    }
}
