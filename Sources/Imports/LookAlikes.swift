import Files
import Identity
import JSON
import PointsEngine

/// Finds names that are probably one: members, teams and values of activities, such as products, that differ in capital letters, spaces, width or invisible
/// characters alone. They are recorded as they are, and whoever imports them is told.
struct LookAlikes {
    private enum Kind: Hashable {
        case member, team
        /// A text in the data of activities, by its key.
        case value(String)

        var words: String {
            switch self {
            case .member: "member"
            case .team: "team"
            case .value(let key): "value of data.\(key)"
            }
        }
    }

    private enum ExactName {}
    private typealias Exact = Identifier<ExactName>

    private struct Seen {
        var names: Set<Exact> = []
        /// The first name of each look.
        var first: [String: (name: String, line: Int)] = [:]
        /// Names that were recorded before this file.
        var recorded: [String: [Exact]] = [:]
    }

    private var seen: [Kind: Seen] = [:]
    private var found: [String] = []
    private var more = 0

    /// Texts of a key with more values than these are no names of anything.
    private static let mostValues = 5_000
    private static let mostNames = 200_000
    private static let mostKeys = 50
    private static let mostWarnings = 50

    var warnings: [String] { more == 0 ? found : found + ["\(more) more names look like others"] }

    mutating func know(_ names: ImportNames) {
        for (kind, names) in [(Kind.member, names.members), (.team, names.teams)] {
            for name in names { seen[kind, default: Seen()].recorded[NameLook.of(name), default: []].append(Exact(name)) }
        }
    }

    mutating func look(at command: any Command, line: Int) {
        switch command {
        case let team as PutTeam:
            look(at: team.id.text, .team, line)
        case let member as PutMember:
            look(at: member.id.text, .member, line)
        case let record as RecordActivity:
            let activity = record.activity
            if let subject = activity.subject { look(at: subject.text, .member, line) }
            for item in activity.data {
                guard let text = item.value.string, seen[.value(item.key)] != nil || seen.count < Self.mostKeys else { continue }
                look(at: text, .value(item.key), line)
            }
        default: break
        }
    }

    private mutating func look(at name: String, _ kind: Kind, _ line: Int) {
        let exact = Exact(name), most = kind == .member || kind == .team ? Self.mostNames : Self.mostValues
        guard seen[kind, default: Seen()].names.count < most, seen[kind, default: Seen()].names.insert(exact).inserted else { return }
        let look = NameLook.of(name)
        if let first = seen[kind]?.first[look] {
            warn("\(NameLook.shown(first.name)) in line \(first.line) and \(NameLook.shown(name)) in line \(line)", kind, first.name, name)
            return
        }
        seen[kind]?.first[look] = (name, line)
        guard let recorded = seen[kind]?.recorded[look], let other = recorded.first, !recorded.contains(exact) else { return }
        warn("\(NameLook.shown(other.text)), which is recorded, and \(NameLook.shown(name)) in line \(line)", kind, other.text, name)
    }

    private mutating func warn(_ both: String, _ kind: Kind, _ left: String, _ right: String) {
        guard found.count < Self.mostWarnings else {
            more += 1
            return
        }
        found.append("\(both) are probably the same \(kind.words): they differ in \(NameLook.difference(left, right)) alone")
    }
}

/// Who and what is recorded before a file is imported.
package struct ImportNames: Sendable {
    package let members: [String]
    package let teams: [String]

    package init(members: [String] = [], teams: [String] = []) {
        self.members = members
        self.teams = teams
    }
}
