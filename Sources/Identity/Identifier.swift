#if canImport(Glibc)
import Glibc
#endif

/// A name given from outside (of a member, a team, an activity …), compared byte by byte.
///
/// `String` compares by canonical equivalence, a database and the rest of the world by bytes. An identity that two
/// layers compare differently would be one thing here and two things there.
package struct Identifier<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral text: String) { self.text = text }

    package var description: String { text }

    package static func == (a: Self, b: Self) -> Bool {
        a.text.utf8.count == b.text.utf8.count && compare(a.text, b.text) == 0
    }

    package static func < (a: Self, b: Self) -> Bool { compare(a.text, b.text) < 0 }

    package func hash(into hasher: inout Hasher) { hasher.combine(TextHash.hash(text)) }

    /// Negative, zero or positive, as `a` stands before, at or after `b` in the order of their UTF-8 bytes.
    private static func compare(_ a: String, _ b: String) -> Int {
        var a = a, b = b
        return a.withUTF8 { a in
            b.withUTF8 { b in
                let shared = min(a.count, b.count)
                if shared > 0, let first = a.baseAddress, let second = b.baseAddress {
                    let order = memcmp(first, second, shared)
                    if order != 0 { return Int(order) }
                }
                return a.count - b.count
            }
        }
    }
}

/// The kinds keep the identifiers of different things apart; they have no values.
package enum IdentifierKind {
    package enum Member {}
    package enum Team {}
    package enum Customer {}
    package enum Source {}
    package enum Event {}
    package enum Request {}
    package enum Question {}
    package enum Key {}
}

package typealias MemberID = Identifier<IdentifierKind.Member>
package typealias TeamID = Identifier<IdentifierKind.Team>
package typealias CustomerID = Identifier<IdentifierKind.Customer>

/// The id of a redemption, an adjustment, a held award (`RequestID.hold`), or a change of a target.
package typealias RequestID = Identifier<IdentifierKind.Request>

/// The id of a question that a member asks about something of theirs.
package typealias QuestionID = Identifier<IdentifierKind.Question>

/// The identity of an activity for ever: `source` and `id` of its CloudEvent.
package struct ActivityKey: Hashable, Comparable, Sendable {
    package let source: Identifier<IdentifierKind.Source>
    package let id: Identifier<IdentifierKind.Event>

    package init(source: String, id: String) {
        self.source = .init(source)
        self.id = .init(id)
    }

    package static func < (a: Self, b: Self) -> Bool {
        a.source == b.source ? a.id < b.id : a.source < b.source
    }
}
