/// That a board which is not for everybody is now, or no longer, for an entrant.
package struct AdmissionChange: Hashable, Sendable {
    /// The id of the definition.
    package var board: String
    package var entrant: Int32
    package var isAdmitted: Bool

    package init(board: String, entrant: Int32, isAdmitted: Bool) {
        self.board = board
        self.entrant = entrant
        self.isAdmitted = isAdmitted
    }
}
