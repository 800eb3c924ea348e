import Identity
import JSON
import Periods
import RuleEngine

/// A command that was decided and is to be kept: a row of the audit trail.
///
/// An object, because it goes to whoever writes, publishes and follows: a copy of all that it changed for each of them would be dear.
package final class DecidedCommand: Sendable {
    package enum Content: Sendable {
        case command(any Command, any Receipt)
        /// Something that the engine knows nothing of: an account was added, the company's settings were read.
        case note(Note)
    }

    /// From 1, without gaps.
    package let number: Int64
    package let at: Instant
    package let actor: Actor
    /// Where it came from: the address of the peer, where there is one.
    package let address: String?
    package let content: Content
    /// What it alone changed.
    package let changes: Changes
    /// The activity that it records.
    package let activity: Activity?
    private let marks: Marks

    package struct Marks: OptionSet, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// It records an activity that a later command of the same submission is to undo: no news.
        package static let undoneLater = Marks(rawValue: 1)
        /// Another command brought it: it is decided again with that one.
        package static let noticed = Marks(rawValue: 2)
    }

    package var isUndoneLater: Bool { marks.contains(.undoneLater) }
    package var isNoticed: Bool { marks.contains(.noticed) }

    package init(
        number: Int64, at: Instant, actor: Actor, address: String? = nil, content: Content, changes: Changes, marks: Marks = []
    ) {
        self.number = number
        self.at = at
        self.actor = actor
        self.address = address
        self.content = content
        self.changes = changes
        activity = if case .command(let command, _) = content { (command as? RecordActivity)?.activity } else { nil }
        self.marks = marks
    }
}

/// A line of the audit trail beside the commands.
package struct Note: Sendable {
    /// `account-added`, `configured` …
    package let kind: String
    package let subject: String?
    package let detail: JSONObject

    package init(kind: String, subject: String?, detail: JSONObject) {
        self.kind = kind
        self.subject = subject
        self.detail = detail
    }
}
