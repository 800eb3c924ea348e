/// The order of commits that all nodes share. Two implementations, one contract suite: PostgreSQL; memory, for simulations.
///
/// It belongs to one company and one node, and to the thread that uses it. A leader's commit is begun, and finished when the replica has
/// been written beside it:
///
/// ```swift
/// try log.begin(commit)   // sends everything, waits for nothing
/// …                       // derived rows go into the replica
/// try log.finish()        // .fenced: somebody else leads; .inDoubt: follow, and look for it
/// ```
package protocol SharedLog: AnyObject {
    /// Who leads, and where the log ends.
    func lease() throws(LogError) -> Lease
    /// Takes the lease where it is free, ends what the holder before has under way, and waits for it to be replicated.
    /// - Returns: the lease with `since`: the log must be read up to there before anything is decided. Nil: somebody else holds it, or was faster.
    func take() throws(LogError) -> Lease?
    /// Gives the lease up; it is free at once.
    func release() throws(LogError)
    /// Says that this node is there and well.
    func beat() throws(LogError)

    /// - Throws: `.fenced` where the lease is known as lost.
    func begin(_ commit: LogCommit) throws(LogError)
    func finish() throws(LogError)

    /// What comes after a place: whole commits, in order, without gaps; none where there is nothing.
    func read(after position: LogPosition, limit: Int) throws(LogError) -> [LogRecord]
    /// Waits until there may be more than at `position`.
    func waitForMore(than position: LogPosition, atMost: Duration) throws(LogError)
}

package enum LogError: Error, Equatable, Sendable {
    /// Another term has begun, or another commit stands where this one was to stand. Nothing of it is in the log.
    case fenced
    /// The session was lost after everything had been sent: it may be in the log or not, and the next term's `since` tells.
    case inDoubt(String)
    /// The log cannot be reached; nothing was sent.
    case unreachable(String)
    /// What stands there cannot be.
    case damaged(String)
}
