import Identity
import Periods
import PointsEngine
import Projection

extension Directory {
    /// What a caller may do, as the engine will decide it: for buttons, never instead of the engine.
    func rights(of caller: Caller, at now: Instant) -> Rights<Directory> {
        // Who is not signed in may nothing.
        Rights(of: caller.isSignedIn ? caller.actor : .account("", .rep), among: self, at: now)
    }
}
