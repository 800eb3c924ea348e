import CommitLog

/// What every shared log must do.
struct LogUnderTest {
    var open: (_ node: String) throws -> any SharedLog
    /// Ends a node as when its process dies.
    var kill: (any SharedLog) throws -> Void
    /// Lets the lease of those who say nothing run out.
    var letTimePass: () throws -> Void
}
