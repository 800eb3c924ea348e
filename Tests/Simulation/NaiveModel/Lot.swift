/// What was earned at once: by a rule for an activity, whatever that was corrected to since ("as if it had always been of the new size"), as a
/// bonus, or by an adjustment.
package struct Lot: Sendable {
    /// What a ledger calls a lot: each version of the activity opens one, and the lot of the version before is empty from then on.
    package struct Issue: Sendable {
        package let number: Int
        package let points: Int
        package internal(set) var expiresAt: Instant?
    }

    package let member: String
    package var issues: [Issue]
    package let maturesAt: Instant?
    package var isPending: Bool
    package var expiresAt: Instant?
    /// "once for each lot"
    var hadGrace = false

    /// What it stands for now; 0 once it was undone.
    package var size: Int
    package var remaining: Int
    /// What counts as expired of its size.
    package internal(set) var expired = 0
    /// What had expired of a larger version, for which nobody answers and which "a larger later version counts again".
    package internal(set) var expiredBeyond = 0
    /// What others took from it and have not given back. What it no longer stands for is answered for by its cover.
    package var taken = 0
    /// What a new version is about to bring: it stands for it already.
    var growth = 0
    /// What came back before anybody was asked for it: the reversal takes it.
    var settled = 0
    /// The taking that answers for what was taken and that it no longer stands for; nil where nothing ever had to.
    package internal(set) var cover: Int?

    /// What it no longer stands for and nobody was asked for yet. `answered` is what its cover has.
    package func rest(answered: Int) -> Int { max(0, taken - answered - (size - remaining - expired)) }

    /// "Oldest" is the lowest number; a new version takes the place of the one before.
    package var number: Int { issues[0].number }
}

/// Where a negative entry found its points, in the order of taking.
package struct Taking: Sendable {
    package enum Source: Sendable, Equatable {
        case lot(Int)
        /// Owed, with the place in the order of all debts.
        case debt(Int)
        /// Not recovered, where the company stops at zero.
        case nobody
    }

    package struct Piece: Sendable, Equatable {
        package let source: Source
        package var points: Int

        func cut(to points: Int) -> Piece {
            var piece = self
            piece.points = points
            return piece
        }
    }

    package let member: String
    package var pieces: [Piece] = []
    /// Where it gave points back: from there they are taken first when they are needed again, the last first.
    package internal(set) var returned: [Piece] = []

    package var isEmpty: Bool { pieces.isEmpty && returned.isEmpty }
    package var points: Int { pieces.reduce(0) { $0 + $1.points } }
    /// Without what nobody was found for.
    package var found: Int { pieces.reduce(0) { $1.source == .nobody ? $0 : $0 + $1.points } }
}

/// What one member has by one rule for one activity, through all its corrections: points in a lot, or a deduction.
struct Stake: Sendable {
    var lot: Int?
    var deduction: Int?
    /// Lots of versions that were replaced by ones of somebody else, and stand for a part of a ladder over a period still.
    var left: [Int] = []
}
