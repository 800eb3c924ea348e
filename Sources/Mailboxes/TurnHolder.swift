/// For whom a piece of work is done: whose turn it takes, in which of two lines it waits, and until when anybody cares.
package struct TurnHolder: Sendable {
    /// Two lines take turns, so that neither waits for the other to be empty.
    package enum Line: Hashable, Sendable, CaseIterable {
        /// What is soon done, or asked for by who is known.
        case first
        /// What takes long, or is asked for by anybody.
        case second
    }

    /// An account, a token, an address: who shares a name shares its turns.
    package let name: String
    package var line: Line
    /// Nil: to be done whatever happens.
    package let cancellation: Cancellation?

    package init(_ name: String, _ line: Line = .first, cancellation: Cancellation? = nil) {
        self.name = name
        self.line = line
        self.cancellation = cancellation
    }

    /// The server itself.
    package static let laurel = TurnHolder("")

    package func waiting(in line: Line) -> TurnHolder { TurnHolder(name, line, cancellation: cancellation) }

    var isThere: Bool { cancellation?.isWanted ?? true }
}
