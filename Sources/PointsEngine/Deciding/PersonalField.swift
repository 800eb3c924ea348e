import JSON

/// A field of a command's body that says who a person is, and may have to be forgotten. What is sealed holds a commitment to its value
/// (a hash with a salt); the value and the salt stand beside the sealed rows, from where they can be removed. A hash whose salt is gone
/// says nothing of what it was made of.
package struct PersonalField: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case text, object
    }

    package let name: String
    package let kind: Kind

    package init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }

    /// What a command is read back with where the value is forgotten. Each is like no other and like nothing that anyone said, so that what
    /// changed something then changes something when it is decided again.
    package func stand(in commitment: String) -> JSONValue {
        switch kind {
        case .text: .string(commitment)
        case .object: .object(["forgotten": .string(commitment)])
        }
    }

    /// The member of a sealed body under which the commitments stand, by field.
    package static let key = "personal"
}
