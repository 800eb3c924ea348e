/// What a person may do; roles rise, and each may do what a lower one may.
package enum Role: String, CaseIterable, Comparable, Sendable {
    case rep, manager, director, finance, admin

    package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

    /// The one above; an administrator's is their own.
    package var next: Role { Self.allCases.first { $0 > self } ?? self }

    private var rank: Int {
        switch self {
        case .rep: 0
        case .manager: 1
        case .director: 2
        case .finance: 3
        case .admin: 4
        }
    }
}
