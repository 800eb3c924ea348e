import Identity
import PointsEngine
import RuleEngine
import Store

/// The names of people as one answer needs them, each read once. Belongs to one reader's thread.
final class PeopleNames {
    private let reader: Reader
    private var known: [MemberID: String] = [:]

    init(_ reader: Reader) { self.reader = reader }

    func name(of id: MemberID) throws -> String {
        if let name = known[id] { return name }
        let name = try reader.member(id)?.name ?? id.text
        known[id] = name
        return name
    }

    func named(_ id: MemberID) throws -> Named { Named(id: id.text, name: try name(of: id)) }

    /// What an activity is called, its customer by name.
    func title(of activity: Activity) throws -> String? { try activity.facts.title { try reader.customer($0)?.name } }

    /// Who did something; nil: the engine itself.
    func actor(_ actor: Actor) throws -> Named? {
        switch actor {
        case .member(let id): try named(id)
        case .account(let name, _), .token(let name): Named(id: name, name: name)
        case .administrator: Named(id: "administrator", name: "administrator")
        case .system: nil
        }
    }
}
