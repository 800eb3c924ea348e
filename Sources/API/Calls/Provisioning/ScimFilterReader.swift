import JSON

/// Reads filters of SCIM (RFC 7644, 3.4.2.2, Figure 1): `not` binds before `and`, `and` before `or`; words of the language in any case.
struct ScimFilterReader {
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    private static let mostBytes = 4_096, mostDepth = 20
    private static let schemas = [ScimUser.schema, ScimGroup.schema].map { $0.lowercased() + ":" }

    init(_ text: String) throws {
        bytes = Array(text.utf8)
        guard bytes.count <= Self.mostBytes else { throw Self.invalid("a filter has at most \(Self.mostBytes) bytes") }
    }

    mutating func whole() throws -> ScimFilter {
        let filter = try alternatives()
        guard next == nil else { throw Self.invalid("what stands behind the filter is none") }
        return filter
    }

    private mutating func alternatives() throws -> ScimFilter {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.mostDepth else { throw Self.invalid("a filter is at most \(Self.mostDepth) levels deep") }
        var filter = try conjunction()
        while take(word: "or") { filter = .either(filter, try conjunction()) }
        return filter
    }

    private mutating func conjunction() throws -> ScimFilter {
        var filter = try term()
        while take(word: "and") { filter = .both(filter, try term()) }
        return filter
    }

    private mutating func term() throws -> ScimFilter {
        if take("(") { return try closed(by: ")") }
        let attribute = try path()
        if attribute == "not", take("(") { return .not(try closed(by: ")")) }
        if take("[") { return .element(attribute, try closed(by: "]")) }
        let word = self.word().lowercased()
        if word == "pr" { return .present(attribute) }
        guard let comparison = ScimFilter.Comparison(rawValue: word) else {
            throw Self.invalid("behind an attribute stands pr, or one of \(ScimFilter.Comparison.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return .compares(attribute, comparison, try value())
    }

    private mutating func closed(by end: Unicode.Scalar) throws -> ScimFilter {
        let filter = try alternatives()
        guard take(end) else { throw Self.invalid("\(end) is missing") }
        return filter
    }

    private mutating func path() throws -> String {
        var path = word().lowercased()[...]
        for schema in Self.schemas where path.hasPrefix(schema) { path = path.dropFirst(schema.count) }
        guard let first = path.utf8.first, 0x61...0x7A ~= first || first == UInt8(ascii: "$") else { throw Self.invalid("a filter is: attribute eq \"value\"") }
        return String(path)
    }

    /// A text, a number, true, false or null, as JSON has them.
    private mutating func value() throws -> JSONValue {
        guard let first = next else { throw Self.invalid("a value is missing") }
        let start = place
        if first == UInt8(ascii: "\"") {
            place += 1
            while place < bytes.count, bytes[place] != UInt8(ascii: "\"") { place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1 }
            place += 1
        } else {
            let text = word().lowercased()
            if let flag = ["true": true, "false": false][text] { return .bool(flag) }
        }
        guard place <= bytes.count, let value = try? JSONValue.parse(Array(bytes[start..<place])) else {
            throw Self.invalid("a value is a text between \" and \", a number, true, false or null")
        }
        return value
    }

    // MARK: Bytes

    /// The next byte that is no space.
    private var next: UInt8? {
        mutating get {
            while place < bytes.count, bytes[place] == UInt8(ascii: " ") { place += 1 }
            return place < bytes.count ? bytes[place] : nil
        }
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard next.map({ UInt32($0) == sign.value }) == true else { return false }
        place += 1
        return true
    }

    private mutating func take(word: String) -> Bool {
        let start = place
        if self.word().lowercased() == word { return true }
        place = start
        return false
    }

    /// Up to a space or a bracket.
    private mutating func word() -> String {
        _ = next
        let start = place
        while place < bytes.count, !" ()[]\"".utf8.contains(bytes[place]) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private static func invalid(_ words: String) -> Problem { ScimAnswer.invalid("invalidFilter", words) }
}
