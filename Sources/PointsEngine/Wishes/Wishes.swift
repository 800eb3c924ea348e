import Identity
import JSON
import Periods

/// What a member saves for: rewards, each with what stood in the way when it was last looked at.
package struct Wishes: Hashable, Sendable {
    package struct Wish: Hashable, Sendable {
        package let reward: String
        package let since: Instant
        /// The code of what stands between the member and it; nil: nothing, and the member was told.
        package var obstacle: String?
        /// When time alone may change that: it can be had from then on, or no longer, or its limit begins anew; nil: time alone changes nothing.
        package var again: Instant?
    }

    /// In the order in which they were made.
    package private(set) var all: [Wish] = []

    package init() {}

    package static let most = 20

    package subscript(reward: String) -> Wish? { all.first { $0.reward == reward } }

    mutating func put(_ wish: Wish) {
        if let index = all.firstIndex(where: { $0.reward == wish.reward }) { all[index] = wish } else { all.append(wish) }
    }

    /// When somebody has to look again, though nothing happens.
    package var next: Instant? { all.compactMap(\.again).min() }

    /// Nobody looks any more.
    mutating func rest() { for index in all.indices { all[index].again = nil } }

    mutating func remove(_ reward: String) { all.removeAll { $0.reward == reward } }
}

extension Wishes: KeptRows {
    package typealias Key = MemberID

    package static let place: WritableKeyPath<Tables, Table<Wishes>> & Sendable = \.wishes
    package static let schema = TableSchema("wish", key: [.text("member")], [.text("body")])
    package static func write(_ member: MemberID, to row: inout some ColumnWriter) throws { try row.add(member.text) }
    package static func key(from row: inout some ColumnReader) -> MemberID { MemberID(row.text()) }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(utf8: JSONWriter.object { writer in
            writer.list("wishes", all) { writer, wish in
                writer.object { writer in
                    writer.member("reward", wish.reward)
                    writer.member("since", wish.since)
                    writer.member("obstacle", ifPresent: wish.obstacle)
                    if let again = wish.again { writer.member("again", again) }
                }
            }
        })
    }

    package init(_ member: MemberID, from row: inout some ColumnReader) throws {
        let fields = try Fields(json: row.bytes(), "wishes of \(member)")
        all = try fields.list("wishes") { value in
            let wish = try Fields(value, fields.place)
            return Wish(reward: try wish.text("reward"), since: try wish.instant("since"), obstacle: try wish.optionalText("obstacle"), again: try wish.optionalInstant("again"))
        }
    }
}
