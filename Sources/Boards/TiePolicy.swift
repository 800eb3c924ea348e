/// How equal values are ranked (boards.md). Ties are never broken by an id.
package enum TiePolicy: String, Sendable, CaseIterable {
    /// 1, 1, 3, 4: the rank is one more than the number of entrants with a higher value.
    case competition
    /// 1, 1, 2, 3: the rank is one more than the number of higher values.
    case dense
    /// Who reached the value first is ahead; those who reached it by the same command share the rank, as in `competition`.
    case first
}
