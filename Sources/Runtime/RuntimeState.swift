/// Whether a runtime can write, as health checks and pages show it.
package enum RuntimeState: Sendable, Equatable {
    /// Due work of the time it was not running is being done; nothing is taken yet.
    case starting
    case running
    /// The wall clock has jumped ahead. Commands are refused and due work waits until it is believed again; accounts and sessions go on.
    case waitingForClock(ClockDoubt)
    /// A write or a sync failed. Nothing is acknowledged; readers go on. Where the disk was full, it is tried again and again;
    /// after any other failure only a restart reads what is really on disk.
    case readOnly(reason: String, recovers: Bool)
    /// Another node leads, or none does: what was committed is read and kept up with, and nothing is taken. `reason`: why this node can
    /// neither follow nor lead; nil: it can.
    case following(reason: String?)
    case stopped
}
