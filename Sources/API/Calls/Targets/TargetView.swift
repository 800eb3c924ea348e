import Identity
import JSON
import Periods
import PointsEngine
import Projection
import RuleEngine

/// Targets as managers set them and reps see them.
struct TargetView: Sendable {
    let directory: Directory
    let now: Instant
    /// Of who reads; nil: nobody in particular.
    var rights: Rights<Directory>?

    func write(_ key: TargetKey, _ target: Target?, wanted: Decimal?, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", "\(key.metric)/\(key.period)/\(key.owner.name)")
            writer.member("owner", Self.owner(key.owner, directory))
            about(key.metric, key.period, &writer)
            writer.member("value", target.map { .number($0.value) } ?? .null)
            writer.member("state", wanted == nil ? "agreed" : "requested")
            writer.member("wanted", wanted.map(JSONValue.number) ?? .null)
            writer.member("may", .array(may(key.owner)))
            writer.member("etag", "\(target?.revision ?? 0)")
        }
    }

    func write(_ line: Attainment, to writer: inout JSONWriter) {
        let pace = Pace(of: line.period, directory.programme.calendar, directory.programme.company.workingDays, at: now)
        writer.object { writer in
            writer.member("owner", line.owner.map { Self.owner($0, directory) } ?? company)
            about(line.metric, line.period.key, &writer)
            writer.member("value", line.value)
            writer.member("reached", line.reached.rounded(toFractionDigits: 4, .halfEven))
            writer.member("attainment", line.share)
            writer.member("pace", pace.share)
            writer.member("state", pace.state(of: line.share).rawValue)
        }
    }

    /// What the engine would let the reader do with a target of an owner.
    func may(_ owner: TargetKey.Owner) -> [JSONValue] {
        guard let rights else { return [] }
        let isTheirs = switch owner {
        case .member(let id): rights.mayDecide(about: id)
        case .team(let id): rights.leads(id)
        }
        return isTheirs ? ["change"] : []
    }

    func about(_ name: String, _ period: String, _ writer: inout JSONWriter) {
        let metric = directory.programme.book.set(at: now).metric(name)
        writer.member(
            "metric", ["id": .string(name), "title": metric?.title?.json ?? .object(["en": .string(name)]), "unit": .string(metric?.unit.rawValue ?? "count")])
        writer.member("period", period)
    }

    private var company: JSONValue {
        ["kind": "company", "id": "company", "name": .string(directory.programme.company.name.text(in: directory.languages))]
    }

    static func owner(_ owner: TargetKey.Owner, _ directory: Directory) -> JSONValue {
        switch owner {
        case .member(let id): ["kind": "member", "id": .string(id.text), "name": .string(directory.members[id]?.name ?? id.text)]
        case .team(let id):
            ["kind": "team", "id": .string(id.text), "name": .string(PersonView(directory: directory, now: .latest).name(of: id))]
        }
    }
}

extension TargetKey.Owner {
    var name: String {
        switch self {
        case .member(let id): id.text
        case .team(let id): id.text
        }
    }

    var tally: Owner {
        switch self {
        case .member(let id): .member(id)
        case .team(let id): .team(id)
        }
    }
}
