import SQLite

/// A wish that nothing of what the log held stays in it: after somebody was forgotten.
struct LogEmptying: Sendable {
    let until: ContinuousClock.Instant
    /// Told whether it is empty.
    let reply: @Sendable (Bool) -> Void
}

extension Writer {
    /// Tries to copy all of the log into the database and to cut it. False: nobody asked. Readers hold on to it for a while, so that it is
    /// tried again; no longer than was asked for, because each try holds commits up for a moment.
    func emptyLogIfAsked() -> Bool {
        guard !emptyings.isEmpty else { return false }
        settle()
        facts.release()
        var isEmpty = false
        do {
            try database.connection.emptyLog()
            isEmpty = true
        } catch where error.isBusy {} catch { enterReadOnly(error) }
        let now = ContinuousClock.now
        for emptying in emptyings where isEmpty || emptying.until < now { emptying.reply(isEmpty) }
        emptyings.removeAll { isEmpty || $0.until < now }
        return true
    }
}
