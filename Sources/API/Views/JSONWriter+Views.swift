import Identity
import JSON
import Periods
import Web

/// Members that are always there: null where there is nothing (the contract of the pages).
extension JSONWriter {
    mutating func member(_ key: String, orNull value: Decimal?) { member(key, value.map(JSONValue.number) ?? .null) }

    /// An object where there is something to say, else null.
    mutating func object<Value>(_ key: String, of value: Value?, _ body: (Value, inout JSONWriter) -> Void) {
        guard let value else { return member(key, JSONValue.null) }
        object(key) { body(value, &$0) }
    }

    /// `{"id": …, "name": …}`, or null.
    mutating func named(_ key: String, _ named: Named?) {
        object(key, of: named) { named, writer in
            writer.member("id", named.id)
            writer.member("name", named.name)
        }
    }
}

/// A person, or a team, as others see it.
struct Named: Hashable, Sendable {
    let id: String
    let name: String
}

extension Response {
    /// A page of a list: `{"items": […], "next": "…" | null}`.
    static func list<Item>(_ items: some Sequence<Item>, next: String? = nil, _ write: (Item, inout JSONWriter) throws -> Void) rethrows -> Response {
        try .json { writer in
            try writer.object { writer in
                try writer.array("items") { writer in
                    for item in items { try write(item, &writer) }
                }
                writer.member("next", orNull: next)
            }
        }
    }

    /// A file for a spreadsheet.
    static func csv(_ name: String, _ bytes: [UInt8], more: [Header] = []) -> Response {
        let headers: [Header] = [.init("Cache-Control", "no-store"), .init("Content-Disposition", "attachment; filename=\"\(name)\"")]
        return Response(status: 200, headers: headers + more, mediaType: "text/csv; charset=utf-8", body: bytes)
    }
}
