/// What a row shows of a member, and what ranks them among equals.
package struct MemberRow: Sendable, Hashable {
    package var id: String
    package var name: String
    /// The number of the team of now, or nil for none.
    package var team: Int32?
    /// The place of the name in the company's collation: any numbers below `UInt64.max` that order names so.
    package var collation: UInt64
    /// Leavers leave open boards at once, archived ones never.
    package var left: Bool
    /// The path of their photograph.
    package var picture: String?

    package init(id: String, name: String, team: Int32?, collation: UInt64, left: Bool = false, picture: String? = nil) {
        self.id = id
        self.name = name
        self.team = team
        self.collation = collation
        self.left = left
        self.picture = picture
    }
}

/// What a row shows of a team.
package struct TeamRow: Sendable, Hashable {
    package var id: String
    package var name: String
    /// The number of the team around it.
    package var parent: Int32?
    package var collation: UInt64

    package init(id: String, name: String, parent: Int32? = nil, collation: UInt64) {
        self.id = id
        self.name = name
        self.parent = parent
        self.collation = collation
    }
}

/// What a row shows of a customer.
package struct CustomerRow: Sendable, Hashable {
    package var id: String
    package var name: String
    package var collation: UInt64

    package init(id: String, name: String, collation: UInt64) {
        self.id = id
        self.name = name
        self.collation = collation
    }
}
