import Boards
import Expressions
import Identity
import JSON
import Periods
import RuleEngine

/// What reading a rule needs beside its text: time zones for its expressions, and the calendar for its dates.
package struct RuleReading: Sendable {
    package let zones: ZoneDatabase
    package let calendar: CompanyCalendar

    package init(zones: ZoneDatabase, calendar: CompanyCalendar) {
        self.zones = zones
        self.calendar = calendar
    }
}

/// Something that was read, with its place, for checks that need more than one thing.
package struct Found<Value> {
    package let value: Value
    package let reader: YAMLReader

    package init(_ value: Value, _ reader: YAMLReader) {
        self.value = value
        self.reader = reader
    }
}

extension YAMLReader {
    /// The id of a rule, board, tier, reward: 1 to 128 bytes, without what paths and held awards' names are built with.
    package func name() throws -> String {
        let name = try identifier()
        guard !name.contains(where: { "/+?#%".contains($0) }), name != ".", name != ".." else {
            throw mismatch(expected: "a name without / + ? # %")
        }
        return name
    }

    /// One text for all languages, or a text for each.
    package func localizedText() throws -> LocalizedText {
        guard isMapping else { return LocalizedText(try text(expected: "a text, or a text for each language")) }
        let texts = try byName(upTo: 50) { language, reader in
            guard Self.isLanguage(language) else {
                throw reader.nameFailure("no language: \"\(language)\"", expected: "a tag such as en, zh-Hans, zh-Hant")
            }
            return (language, try reader.text())
        }
        guard !texts.isEmpty else { throw mismatch(expected: "a text for each language") }
        return LocalizedText(Dictionary(uniqueKeysWithValues: texts))
    }

    /// A day, which stands for its first instant, or an instant.
    package func moment(_ reading: RuleReading) throws -> Instant {
        try parsed("a date such as 2026-11-21, or a time with its offset") { text in
            Day(text).map(reading.calendar.zone.firstInstant) ?? Instant(rfc3339: text)
        }
    }

    /// Types of activities: one, or a list without repetition.
    package func types() throws -> [String] {
        let types = try listOrOne { try $0.text(upTo: 256, expected: "a type of activity such as sale.won") }
        guard !types.isEmpty else { throw mismatch(expected: "at least one type of activity") }
        guard Set(types).count == types.count else { throw failure("a type stands twice") }
        return types
    }

    /// `member`, `team`, `company`, an expression over the activity, or a list of them.
    package func scopes(_ reading: RuleReading) throws -> [Scoped] {
        let scopes = try listOrOne { reader in
            try Scoped(name: reader.text()) ?? .value(try reader.key(reading))
        }
        guard !scopes.isEmpty else { throw mismatch(expected: "member, team, company, an expression such as data.customer, or a list of them") }
        guard Set(scopes.map(\.name)).count == scopes.count else { throw failure("the same stands twice") }
        return scopes
    }

    /// Those that every activity has: one, or a list.
    package func plainScopes() throws -> [Scoped] {
        try listOrOne { reader in
            guard let scope = Scoped(name: try reader.choice(["member", "team", "company"])) else { throw reader.mismatch(expected: "member, team, company") }
            return scope
        }
    }

    /// `event`, `day` … `year`, `ever`, as far as `windows` allows.
    package func window(_ windows: [String]) throws -> Window {
        guard let window = Window(try choice(windows)) else { throw mismatch(expected: "a window") }
        return window
    }

    /// The windows that a period can fill.
    package static let periodWindows = ["day", "week", "month", "quarter", "year", "ever"]

    /// Points within the bound of an entry.
    package func points(_ range: ClosedRange<Points> = 0...Points.bound) throws -> Points {
        try integer(in: range)
    }

    private static func isLanguage(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        return (2...3).contains(parts[0].utf8.count)
            && parts.allSatisfy { (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy(isLetterOrDigit) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}

extension Scoped {
    /// `member`, `team` or `company`.
    fileprivate init?(name: String) {
        switch name {
        case "member": self = .member
        case "team": self = .team
        case "company": self = .company
        default: return nil
        }
    }
}
