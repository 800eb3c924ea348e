import Identity
import JSON
import Periods

/// Reading fields of a body, each with its pointer where it is wrong.
extension JSONObject {
    func text(_ key: String, upTo limit: Int = 200) throws -> String {
        guard let text = try optionalText(key, upTo: limit) else { throw Problem.malformed("\(key) is a text", at: "/" + key) }
        return text
    }

    func optionalText(_ key: String, upTo limit: Int = 200) throws -> String? {
        guard let value = self[key], !value.isNull else { return nil }
        guard let text = value.string, !text.isEmpty, text.count <= limit else {
            throw Problem.malformed("\(key) is a text of 1 to \(limit) characters", at: "/" + key)
        }
        return text
    }

    func integer(_ key: String) throws -> Int64 {
        guard let number = try optionalInteger(key) else { throw Problem.malformed("\(key) is a whole number", at: "/" + key) }
        return number
    }

    func optionalInteger(_ key: String) throws -> Int64? {
        guard let value = self[key], !value.isNull else { return nil }
        guard let number = value.int64 else { throw Problem.malformed("\(key) is a whole number", at: "/" + key) }
        return number
    }

    func number(_ key: String) throws -> Decimal? {
        guard let value = self[key], !value.isNull else { return nil }
        guard let number = value.number else { throw Problem.malformed("\(key) is a number", at: "/" + key) }
        return number
    }

    func flag(_ key: String, default value: Bool) throws -> Bool { try optionalFlag(key) ?? value }

    func optionalFlag(_ key: String) throws -> Bool? {
        guard let given = self[key], !given.isNull else { return nil }
        guard let flag = given.bool else { throw Problem.malformed("\(key) is true or false", at: "/" + key) }
        return flag
    }

    func object(_ key: String) throws -> JSONObject? {
        guard let value = self[key], !value.isNull else { return nil }
        guard let object = value.object else { throw Problem.malformed("\(key) is an object", at: "/" + key) }
        return object
    }

    /// A change may name what it changes, and nothing else.
    func checkID(_ id: String) throws {
        guard let given = try optionalText("id", upTo: 128), given != id else { return }
        throw Problem.malformed("an id never changes", at: "/id")
    }

    func word<Word: RawRepresentable & CaseIterable>(_ key: String, _: Word.Type = Word.self) throws -> Word? where Word.RawValue == String {
        guard let text = try optionalText(key) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw Problem.malformed("\(key) is one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))", at: "/" + key)
        }
        return word
    }

    /// A list of words that are known; empty where there is none.
    func words<Word: RawRepresentable & CaseIterable & Hashable>(_ key: String, _: Word.Type = Word.self) throws -> Set<Word> where Word.RawValue == String {
        guard let value = self[key], !value.isNull else { return [] }
        let words = value.array?.map { $0.string.flatMap(Word.init) } ?? [nil]
        guard !words.contains(nil) else {
            throw Problem.malformed("\(key) is a list of \(Word.allCases.map(\.rawValue).joined(separator: ", "))", at: "/" + key)
        }
        return Set(words.compactMap { $0 })
    }

    /// A text by language, with at least one.
    func localizedText(_ key: String, upTo limit: Int = 200) throws -> LocalizedText? {
        guard let value = self[key], !value.isNull else { return nil }
        if let text = value.string { return LocalizedText(try nonEmpty(text, key, limit)) }
        guard let object = value.object, !object.isEmpty, object.count <= 20 else {
            throw Problem.malformed("\(key) is a text, or a text for each language", at: "/" + key)
        }
        var texts: [String: String] = [:]
        for member in object {
            guard let text = member.value.string else { throw Problem.malformed("a text", at: "/\(key)/\(member.key)") }
            texts[member.key] = try nonEmpty(text, "\(key)/\(member.key)", limit)
        }
        return LocalizedText(texts)
    }

    private func nonEmpty(_ text: String, _ key: String, _ limit: Int) throws -> String {
        guard !text.isEmpty, text.count <= limit else { throw Problem.malformed("a text of 1 to \(limit) characters", at: "/" + key) }
        return text
    }

    /// A time (RFC 3339), or a date, which is its first instant.
    func moment(_ key: String, _ calendar: CompanyCalendar) throws -> Instant? {
        guard let text = try optionalText(key) else { return nil }
        guard let instant = Day(text).map(calendar.zone.firstInstant) ?? Instant(rfc3339: text) else {
            throw Problem(.badTime, "\(key) is a date or a time with its offset", at: "/" + key)
        }
        guard instant >= .epoch else { throw Problem(.badTime, "\(key) is before 1970", at: "/" + key) }
        return instant
    }
}

extension JSONWriter {
    mutating func member(_ key: String, orNull text: String?) { member(key, text.map(JSONValue.string) ?? .null) }
    mutating func member(_ key: String, orNull number: Int64?) { member(key, number.map { .number(Decimal($0)) } ?? .null) }
    mutating func member(_ key: String, orNull text: LocalizedText?) { member(key, text?.json ?? .null) }
    mutating func member(_ key: String, orNull instant: Instant?) { member(key, orNull: instant?.rfc3339) }

    mutating func member(_ key: String, _ texts: [String]) { member(key, .array(texts.map(JSONValue.string))) }

    /// `{"items": […], "next": …}`.
    mutating func page<Item>(_ items: some Sequence<Item>, next: String? = nil, _ write: (inout JSONWriter, Item) throws -> Void) rethrows {
        try object { writer in
            try writer.array("items") { writer in
                for item in items { try write(&writer, item) }
            }
            writer.member("next", orNull: next)
        }
    }
}
