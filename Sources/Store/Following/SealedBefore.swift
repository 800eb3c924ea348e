import JSON

/// What is known of a commit that was sealed before, where it is decided again.
package struct SealedBefore {
    /// With which commands were sealed, by number.
    let commitments: [Int64: JSONObject]
    /// Its seal; nil: whatever comes of it is taken.
    let seal: Digest?

    package init() { self.init(commitments: [:]) }

    init(commitments: [Int64: JSONObject], seal: Digest? = nil) {
        self.commitments = commitments
        self.seal = seal
    }

    func check(_ head: Head) throws {
        if let seal, head.hash != seal { throw Divergence("seal \(head.number)", "its commands give other entries here") }
    }
}

/// Something in a replica, or in what it makes of the log, is not what the log says: it can neither follow nor lead.
package struct Divergence: Error, Hashable, Sendable, CustomStringConvertible {
    package let place: String
    package let what: String
    /// Whether the replica has more than the log, which was set back: somebody has to say what holds.
    package let isAhead: Bool

    package init(_ place: String, _ what: String, isAhead: Bool = false) { (self.place, self.what, self.isAhead) = (place, what, isAhead) }

    package var description: String { "\(place): \(what)" }
}
