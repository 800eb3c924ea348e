import Expressions
import Identity
import JSON
import Periods

/// What the expressions of a map give for one row, as the types of the places where they stand.
struct ImportValues {
    let activation: Activation
    let calendar: CompanyCalendar

    func isTrue(_ condition: Expression?) throws(ImportFault) -> Bool {
        guard let condition else { return true }
        do { return try condition.test(activation) } catch { throw ImportFault("when", error.description) }
    }

    /// A text; nil for an empty one, null and an absent optional. Numbers are taken as their text, for ids often are numbers.
    func text(_ expression: Expression?, _ field: String) throws(ImportFault) -> String? {
        guard let expression else { return nil }
        switch try value(expression, field) {
        case .string(let text): return text.isEmpty ? nil : text
        case .null: return nil
        case .int(let number): return "\(number)"
        case .uint(let number): return "\(number)"
        case .decimal(let number): return number.description
        case .optional(let optional) where optional.value == nil: return nil
        case let other: throw ImportFault(field, "a text is expected, and this is a \(other.type.name)")
        }
    }

    /// A number, or a text of one; nil for an empty one, null and an absent optional.
    func number(_ expression: Expression?, _ field: String) throws(ImportFault) -> Decimal? {
        guard let text = try text(expression, field) else { return nil }
        guard let number = Decimal(parsing: text) else { throw ImportFault(field, "\"\(text.prefix(40))\" is no number") }
        return number
    }

    /// A day is noon of it in the company's time zone; a date and a time without an offset are the company's clock; a number is seconds or
    /// milliseconds since 1970.
    func instant(_ expression: Expression, _ field: String) throws(ImportFault) -> Instant? {
        switch try value(expression, field) {
        case .timestamp(let time): return time.instant
        case .int(let number): return try ticks(Decimal(number), field)
        case .decimal(let number): return try ticks(number, field)
        default: break
        }
        guard let text = try text(expression, field) else { return nil }
        if let instant = Instant(rfc3339: text) { return instant }
        if text.utf8.count == 10 || text.utf8.count == 13, let number = Int64(text) { return try ticks(Decimal(number), field) }
        if let day = Day(text) { return calendar.noon(of: day) }
        if let instant = local(text) { return instant }
        throw ImportFault(field, "\"\(text.prefix(40))\" is no time such as 2026-11-21, 2026-11-21 09:00 or 2026-11-21T09:00:00+08:00")
    }

    /// Seconds since 1970, or milliseconds where that many seconds are beyond the year 5138.
    private func ticks(_ number: Decimal, _ field: String) throws(ImportFault) -> Instant {
        guard let whole = number.rounded(.down).int64, 0..<100_000_000_000_000 ~= whole else { throw ImportFault(field, "\(number) is no time in seconds or milliseconds since 1970") }
        return whole < 100_000_000_000 ? Instant(seconds: whole) : Instant(microseconds: whole * 1_000)
    }

    /// `2026-11-21 09:00` or `2026-11-21T09:00:30`.
    private func local(_ text: String) -> Instant? {
        guard text.utf8.count == 16 || text.utf8.count == 19, let day = Day(String(text.prefix(10))) else { return nil }
        let clock = text.dropFirst(10)
        guard clock.first == " " || clock.first == "T" else { return nil }
        let parts = clock.dropFirst().split(separator: ":", omittingEmptySubsequences: false).map { $0.utf8.count == 2 ? Int64($0) : nil }
        guard parts.count == (text.utf8.count == 16 ? 2 : 3), let hour = parts[0], let minute = parts[1], let second = parts.count == 3 ? parts[2] : 0,
            0..<24 ~= hour, 0..<60 ~= minute, 0..<60 ~= second
        else { return nil }
        return calendar.zone.instant(of: day, microsecondOfDay: (hour * 3_600 + minute * 60 + second) * 1_000_000)
    }

    func object(_ data: ImportData?, _ field: String) throws(ImportFault) -> JSONObject {
        guard let data, let value = try json(data, field) else { return JSONObject() }
        return value.object ?? JSONObject()
    }

    /// Nil for an absent optional, which leaves its key out.
    private func json(_ data: ImportData, _ field: String) throws(ImportFault) -> JSONValue? {
        switch data {
        case .value(let expression):
            return try json(try value(expression, field), field)
        case .list(let items):
            var values: [JSONValue] = []
            for item in items { if let value = try json(item, field) { values.append(value) } }
            return .array(values)
        case .object(let members):
            var values: [(String, JSONValue)] = []
            for member in members {
                if let value = try json(member.value, "\(field).\(member.key)") { values.append((member.key, value)) }
            }
            return .object(JSONObject(values))
        }
    }

    private func json(_ value: CELValue, _ field: String) throws(ImportFault) -> JSONValue? {
        switch value {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .number(Decimal(value))
        case .uint(let value): return .number(Decimal(value))
        case .decimal(let value): return .number(value)
        case .string(let text): return .string(text)
        case .timestamp(let time): return .string(time.description)
        case .double(let value):
            guard let number = Decimal(value) else { throw ImportFault(field, "\(value) is no number that can be kept") }
            return .number(number)
        case .optional(let optional):
            guard let value = optional.value else { return nil }
            return try json(value, field)
        case .list(let list):
            var values: [JSONValue] = []
            for item in list.values { if let value = try json(item, field) { values.append(value) } }
            return .array(values)
        case .map(let map):
            var members: [(String, JSONValue)] = []
            for key in map.keys {
                guard case .string(let name) = key else { throw ImportFault(field, "keys of an object are texts") }
                if let value = try map.value(field: name).flatMap({ value throws(ImportFault) in try json(value, field) }) { members.append((name, value)) }
            }
            return .object(JSONObject(members))
        case .bytes, .duration, .type: throw ImportFault(field, "a \(value.type.name) cannot stand in data")
        }
    }

    private func value(_ expression: Expression, _ field: String) throws(ImportFault) -> CELValue {
        do { return try expression.evaluate(activation) } catch { throw ImportFault(field, error.description) }
    }
}

/// Why a row cannot be imported: the key of the map at fault, and a sentence.
package struct ImportFault: Error, Hashable, Sendable {
    package let field: String
    package let message: String

    package init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }
}
