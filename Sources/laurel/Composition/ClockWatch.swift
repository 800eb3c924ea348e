import Journal
import Runtime

/// Tells on standard error when the clock is doubted, and when it no longer is.
struct ClockWatch {
    private let runtime: Runtime
    private var isDoubted = false

    init(_ runtime: Runtime) {
        self.runtime = runtime
        _ = hasEnded()
    }

    /// Looks at the clock. True: it was doubted and no longer is, and what could not be recorded meanwhile can be tried again.
    mutating func hasEnded() -> Bool {
        let doubt = runtime.timekeeper?.doubt
        guard (doubt != nil) != isDoubted else { return false }
        isDoubted = doubt != nil
        if let doubt {
            Log.warning(
                InstallationOpener.sentence(doubt) + " Nothing is recorded, expires or is locked until it is synchronised, set right, or accepted: "
                    + "by an administrator on a page, or with --accept-clock at a start.")
        } else {
            Log.notice("the clock is believed again; what waited goes on")
        }
        return doubt == nil
    }
}
