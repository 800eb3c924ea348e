import Identity
import Live
import Periods

/// Who watches on a connection, as it was found when the connection was accepted.
package struct Viewer: Sendable {
    package let actor: Actor
    /// The member behind the account; nil for an administrator or the wall.
    package let member: MemberID?
    package let role: Role
    /// When the session or the token ends by time; nil: never.
    package let ends: Instant?
    /// What a screen is limited to; nil: it is none.
    package let screen: ScreenScope?

    package init(actor: Actor, member: MemberID?, role: Role, ends: Instant? = nil, screen: ScreenScope? = nil) {
        self.screen = screen
        self.actor = actor
        self.member = member
        self.role = role
        self.ends = ends
    }
}
