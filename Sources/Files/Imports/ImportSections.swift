import Expressions

/// What a map says, with its expressions compiled.
struct ImportSections: Sendable {
    struct Teams: Sendable {
        let place: String
        let when: Expression?
        let id: Expression
        let name: Expression?
        let parent: Expression?
    }

    struct Members: Sendable {
        let place: String
        let when: Expression?
        let id: Expression
        let name: Expression?
        let team: Expression?
        let role: Expression?
        let joined: Expression?
        let attributes: ImportData?
    }

    struct Customers: Sendable {
        let place: String
        let when: Expression?
        let id: Expression
        let name: Expression?
        let owner: Expression?
        let potential: Expression?
        let since: Expression?
        let attributes: ImportData?
    }

    struct Activities: Sendable {
        let place: String
        let when: Expression?
        let source: Expression
        let id: Expression
        let type: Expression
        let time: Expression
        let member: Expression?
        let data: ImportData?
    }

    var order: [Expression] = []
    var teams: [Teams] = []
    var members: [Members] = []
    var customers: [Customers] = []
    var activities: [Activities] = []
}

/// A value of `data`: its leaves are expressions.
indirect enum ImportData: Sendable {
    case value(Expression)
    case list([ImportData])
    case object([(key: String, value: ImportData)])

    var expressions: [Expression] {
        switch self {
        case .value(let expression): [expression]
        case .list(let items): items.flatMap(\.expressions)
        case .object(let members): members.flatMap(\.value.expressions)
        }
    }
}

extension ImportSections {
    var expressions: [Expression] { order + parts.flatMap(\.expressions) }

    /// A section, by what it asks of a file.
    private struct Part {
        let place: String
        let id: Expression
        let expressions: [Expression]
        let isActivity: Bool

        func missing(in columns: Set<String>) -> [String] { Self.columns(of: expressions).subtracting(columns).sorted() }
        func hasID(in columns: Set<String>) -> Bool { Self.columns(of: [id]).isSubset(of: columns) }

        static func columns(of expressions: [Expression]) -> Set<String> {
            expressions.reduce(into: []) { $0.formUnion($1.references.fields["row"] ?? []) }
        }
    }

    private var parts: [Part] {
        teams.map { Part(place: $0.place, id: $0.id, expressions: [$0.when, $0.id, $0.name, $0.parent].compactMap { $0 }, isActivity: false) }
            + members.map {
                let plain = [$0.when, $0.id, $0.name, $0.team, $0.role, $0.joined].compactMap { $0 }
                return Part(place: $0.place, id: $0.id, expressions: plain + ($0.attributes?.expressions ?? []), isActivity: false)
            }
            + customers.map {
                let plain = [$0.when, $0.id, $0.name, $0.owner, $0.potential, $0.since].compactMap { $0 }
                return Part(place: $0.place, id: $0.id, expressions: plain + ($0.attributes?.expressions ?? []), isActivity: false)
            }
            + activities.map {
                let plain = [$0.when, $0.source, $0.id, $0.type, $0.time, $0.member].compactMap { $0 }
                return Part(place: $0.place, id: $0.id, expressions: plain + ($0.data?.expressions ?? []), isActivity: true)
            }
    }

    /// One map serves the files of one system, so a section may be about another file: where its id has no column here while
    /// another section has all it asks for, and, for teams and members, where activities have all they ask for. Else a missing
    /// column is a mistake.
    func notAbout(_ columns: Set<String>) -> [(place: String, text: String)] {
        let parts = parts
        let isActivityWhole = parts.contains { $0.isActivity && $0.missing(in: columns).isEmpty }
        let isAnyWhole = parts.contains { $0.missing(in: columns).isEmpty }
        let leftOut = parts.filter { part in
            !part.missing(in: columns).isEmpty && isAnyWhole && (!part.hasID(in: columns) || (!part.isActivity && isActivityWhole))
        }
        let isOrderAbsent = !Part.columns(of: order).isSubset(of: columns) && leftOut.contains { $0.isActivity }
        return leftOut.map { (place: $0.place, text: "\($0.place.dropFirst()) left out: the file has no column \($0.missing(in: columns).joined(separator: ", "))") }
            + (isOrderAbsent ? [(place: "/order", text: "the rows are taken as they stand")] : [])
    }
}
