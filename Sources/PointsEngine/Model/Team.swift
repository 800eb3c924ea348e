import Identity

/// A group of members; teams may sit inside a team.
package struct Team: Hashable, Sendable {
    package let id: TeamID
    package var name: LocalizedText
    package var parent: TeamID?
    package var revision: Int64 = 1

    package init(id: TeamID, name: LocalizedText, parent: TeamID? = nil, revision: Int64 = 1) {
        self.id = id
        self.name = name
        self.parent = parent
        self.revision = revision
    }

    /// How deep teams may sit inside each other.
    package static let maximumDepth = 16
}
