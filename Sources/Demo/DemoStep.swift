import Identity
import Periods
import PointsEngine

/// Commands that somebody of the invented company gives at one time.
package struct DemoStep: Sendable {
    package let at: Instant
    package let actor: Actor
    package let commands: [any Command]
}
