import Periods
import PointsEngine

/// What one commit changed, told to who follows: boards, feeds, webhooks. Events come in the order of commits, without gaps.
package struct Committed: Sendable {
    /// The seal after the commit; `head.lastCommand` tells a follower whether what it has read contains this event already.
    package let head: Head
    package let at: Instant
    /// Each command with what it alone changed.
    package let commands: [DecidedCommand]
    /// What all of them changed together, each key once.
    package let changes: BatchChanges
    /// What is in force after it.
    package let programme: Programme

    package init(head: Head, at: Instant, commands: [DecidedCommand], changes: BatchChanges, programme: Programme) {
        self.head = head
        self.at = at
        self.commands = commands
        self.changes = changes
        self.programme = programme
    }
}
