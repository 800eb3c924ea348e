/// What PostgreSQL, or the way to it, refused.
///
/// `state` is the SQLSTATE, five letters; nil where the session itself is gone. Bound values are left out on purpose: errors are logged,
/// and values may be personal.
package struct PostgresError: Error, Equatable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// No session could be opened, or it is gone: whether what was sent last was done is not known.
        case connection
        /// Nothing came within the time that was given; the session is of no more use.
        case timeout
        /// The server refused a statement.
        case server(state: String)
        /// Our own mistake: a column that is not what it was asked as.
        case misuse
    }

    package let kind: Kind
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    package var state: String? {
        if case .server(let state) = kind { state } else { nil }
    }

    /// Whether the session is lost, so that what was under way may or may not have been done.
    package var losesSession: Bool {
        switch kind {
        case .connection, .timeout: true
        // Ended by somebody (57P01), by a crash (57P02), or not to be had now (57P03); class 08 is the connection.
        case .server(let state): state.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P04", "57P05"].contains(state)
        case .misuse: false
        }
    }

    package static let notNull = "23502", unique = "23505", lockNotAvailable = "55P03", canceled = "57014"
}
