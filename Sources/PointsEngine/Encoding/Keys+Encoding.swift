import Identity
import JSON
import Periods
import RuleEngine

/// Keys as pairs of a kind and a name, so that they can be told apart in a table as well as in a decision.
extension Owner {
    package var stored: (kind: String, name: String) {
        switch self {
        case .company: ("company", "")
        case .member(let id): ("member", id.text)
        case .team(let id): ("team", id.text)
        case .customer(let id): ("customer", id.text)
        case .key(let key): ("key", key.text)
        }
    }

    package init?(kind: String, name: String) {
        switch kind {
        case "company": self = .company
        case "member": self = .member(MemberID(name))
        case "team": self = .team(TeamID(name))
        case "customer": self = .customer(CustomerID(name))
        case "key": self = .key(.init(name))
        default: return nil
        }
    }
}

extension Measure {
    package var stored: (kind: String, name: String) {
        switch self {
        case .points: ("points", "")
        case .campaign(let id): ("campaign", id)
        case .qualifying: ("qualifying", "")
        case .metric(let name): ("metric", name)
        case .limit(let name): ("limit", name)
        case .ladder(let name): ("ladder", name)
        case .credited: ("credited", "")
        }
    }

    package init?(kind: String, name: String) {
        switch kind {
        case "points": self = .points
        case "campaign": self = .campaign(name)
        case "qualifying": self = .qualifying
        case "metric": self = .metric(name)
        case "limit": self = .limit(name)
        case "ladder": self = .ladder(name)
        case "credited": self = .credited
        default: return nil
        }
    }
}

extension TallyKey {
    /// Members of an object that is open already.
    package func write(to writer: inout JSONWriter) {
        let owner = owner.stored, measure = measure.stored
        writer.member("owner", owner.kind)
        if !owner.name.isEmpty { writer.member("of", owner.name) }
        writer.member("measure", measure.kind)
        if !measure.name.isEmpty { writer.member("name", measure.name) }
    }

    package init(stored fields: Fields) throws {
        guard
            let owner = Owner(kind: try fields.text("owner"), name: try fields.optionalText("of") ?? ""),
            let measure = Measure(kind: try fields.text("measure"), name: try fields.optionalText("name") ?? "")
        else { throw fields.corrupt("owner") }
        self.init(owner, measure)
    }
}

extension ClaimKey {
    /// Nil for a cooldown.
    package var period: String? {
        switch kind {
        case .unique(let period): period
        case .ladder(let period): Self.ladder + period
        case .cooldown: nil
        }
    }

    package func write(to writer: inout JSONWriter) {
        writer.member("rule", rule)
        writer.member("period", ifPresent: period)
        writer.member("key", key.text)
    }

    package init(stored fields: Fields) throws {
        self.init(rule: try fields.text("rule"), period: try fields.optionalText("period"), key: try fields.text("key"))
    }

    /// - Parameter period: as `period` gives it.
    init(rule: String, period: String?, key: String) {
        let kind: Kind = period.map { $0.hasPrefix(Self.ladder) ? .ladder(period: String($0.dropFirst(Self.ladder.count))) : .unique(period: $0) } ?? .cooldown
        self.init(rule: rule, kind: kind, key: .init(key))
    }

    private static let ladder = "ladder/"
}

extension ActivityKey {
    package func write(_ key: String, to writer: inout JSONWriter) {
        writer.object(key) { $0.member("source", source.text); $0.member("id", id.text) }
    }

    package init(stored fields: Fields) throws {
        self.init(source: try fields.text("source"), id: try fields.text("id"))
    }
}
