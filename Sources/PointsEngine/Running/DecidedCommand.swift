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
    /// It records an activity that a later command of the same submission is to undo: no news.
    package let isUndoneLater: Bool
    /// Another command brought it: it is decided again with that one.
    package let isNoticed: Bool

    package init(
        number: Int64, at: Instant, actor: Actor, address: String? = nil, content: Content, changes: Changes, isUndoneLater: Bool = false,
        isNoticed: Bool = false
    ) {
        self.number = number
        self.at = at
        self.actor = actor
        self.address = address
        self.content = content
        self.changes = changes
        activity = if case .command(let command, _) = content { (command as? RecordActivity)?.activity } else { nil }
        self.isUndoneLater = isUndoneLater
        self.isNoticed = isNoticed
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
