/// Who may write, and since when. Terms grow by one with each holder.
package struct Lease: Hashable, Sendable {
    package var term: Int64
    /// The node that holds it; empty: nobody ever has.
    package var holder: String
    /// Whether it may be taken: nobody holds it, the holder's time is over, or its session is gone.
    package var isFree: Bool
    /// The last seal of the log, and the place of the last changeset after it.
    package var head: LogPosition
    /// The hash of the last seal; nil: there is none.
    package var seal: [UInt8]?
    /// The head when the term began to hold: what the terms before had committed is there, and nothing of theirs comes after. Nil: not yet.
    package var since: Int64?
    /// Whether the holder is asked to let another node lead.
    package var isAsked = false
    /// The highest form of commits that every node that is there knows; nil: none has said.
    package var format: Int32?
    /// The print of whoever holds it, or did last; nil: it has not said, or no node that is there has it.
    package var print: NodePrint?

    /// Which life of the log's server it is: another one after a replica was promoted, which may lack commits. Nil: it has but one.
    package var life: Int64?

    package init(term: Int64 = 0, holder: String = "", isFree: Bool = true, head: LogPosition = .start, since: Int64? = nil, seal: [UInt8]? = nil) {
        self.term = term
        self.holder = holder
        self.isFree = isFree
        self.head = head
        self.since = since
        self.seal = seal
    }
}

/// A place in the log: behind a seal, and behind so many changesets that came after it.
package struct LogPosition: Hashable, Sendable, Comparable {
    package var seal: Int64
    package var aside: Int64

    package static let start = LogPosition(seal: 0, aside: 0)

    package init(seal: Int64, aside: Int64) {
        self.seal = seal
        self.aside = aside
    }

    package static func < (left: LogPosition, right: LogPosition) -> Bool { (left.seal, left.aside) < (right.seal, right.aside) }
}
