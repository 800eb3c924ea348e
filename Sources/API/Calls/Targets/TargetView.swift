import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// Targets as managers set them and reps see them.
struct TargetView: Sendable {
    let directory: Directory
    let now: Instant

    func write(_ key: TargetKey, _ target: Target?, wanted: Decimal?, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", "\(key.metric)/\(key.period)/\(key.owner.name)")
            common(key, &writer)
            writer.member("value", target.map { .number($0.value) } ?? .null)
            writer.member("state", wanted == nil ? "agreed" : "requested")
            writer.member("wanted", wanted.map(JSONValue.number) ?? .null)
            writer.member("etag", "\(target?.revision ?? 0)")
        }
    }

    /// - Parameter reached: what the metric has come to.
    func writeAttainment(_ key: TargetKey, _ target: Target, reached: Decimal, to writer: inout JSONWriter) {
        let calendar = directory.programme.calendar
        guard let period = calendar.period(key: key.period) else { return }
        let attainment = (try? reached.dividing(by: target.value, toFractionDigits: 4, .down)) ?? .zero
        let pace = Pace(of: period, calendar, at: now)
        writer.object { writer in
            common(key, &writer)
            writer.member("value", target.value)
            writer.member("reached", reached.rounded(toFractionDigits: 4, .halfEven))
            writer.member("attainment", attainment)
            writer.member("pace", pace.share)
            writer.member("state", pace.state(of: attainment).rawValue)
        }
    }

    private func common(_ key: TargetKey, _ writer: inout JSONWriter) {
        let metric = directory.programme.book.set(at: now).metric(key.metric)
        writer.member("owner", Self.owner(key.owner, directory))
        writer.member(
            "metric",
            ["id": .string(key.metric), "title": metric?.title?.json ?? .object(["en": .string(key.metric)]), "unit": .string(metric?.unit.rawValue ?? "count")])
        writer.member("period", key.period)
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
