extension Server {
    /// Calls `sign` on the web thread when its turn comes: a loop that does not turn never does.
    package func onTurn(_ sign: @escaping @Sendable () -> Void) { services.onWeb { _ in sign() } }
}
