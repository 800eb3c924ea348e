import Identity
import JSON
import Periods

/// A fact reported from outside, as the engine sees it (points.md, "Activities"). It never changes.
package final class Activity: Sendable {
    package enum Link: Hashable, Sendable {
        /// The earlier one did not happen.
        case reverses(ActivityKey)
        /// The earlier one happened like this instead.
        case replaces(ActivityKey)

        package var target: ActivityKey {
            switch self {
            case .reverses(let key), .replaces(let key): key
            }
        }
    }

    package struct Credit: Hashable, Sendable {
        package let member: MemberID
        package let share: Decimal
    }

    package let key: ActivityKey
    package let type: String
    /// When it happened.
    package let time: Instant
    package let subject: MemberID?
    /// As it was sent.
    package let data: JSONObject
    /// `data` with every number rounded half-even to four digits: what expressions see.
    package let facts: JSONObject
    package let link: Link?
    /// The split, in the order given, with the shares as they were sent; nil where the subject gets all.
    package let credits: [Credit]?

    /// `data` as compact JSON, as it is kept. Made by who reads the activity, not by the one who writes all of them.
    package let body: [UInt8]

    /// - Throws: a refusal with `malformed` or `too-large` and the JSON pointer of the field at fault.
    package init(source: String, id: String, type: String, time: Instant, subject: String?, data: JSONObject) throws(Refusal) {
        key = ActivityKey(source: source, id: id)
        self.type = type
        self.time = time
        self.subject = subject.map { MemberID($0) }
        self.data = data
        body = JSONValue.object(data).bytes
        facts = data.rounded()
        link = try Self.link(in: data)
        credits = try Self.credits(in: data)
        guard body.count <= Self.maximumBytes else { throw Refusal(.tooLarge, at: "/data") }
    }

    /// The source of the activities that the engine itself records; nobody outside may speak for it (api.md).
    package static let ownSource = "laurel"

    /// 64 KiB of data, as canonical JSON: as long as compact JSON, which only has other keys first.
    package static let maximumBytes = 65_536

    /// Whether this one has the content of another: type, instant, subject and data are the same. Two activities with the same identity
    /// are then the same.
    package func says(theSameAs other: Activity) -> Bool {
        JSONValue.string(type) == .string(other.type) && time == other.time && subject == other.subject && data == other.data
    }
}

extension Activity: Equatable {
    package static func == (a: Activity, b: Activity) -> Bool { a === b || a.key == b.key && a.says(theSameAs: b) }
}
