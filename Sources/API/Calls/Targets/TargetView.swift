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
            writer.member("state", pace.state(of: attainment))
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

/// How much of a period's working days has gone, and what that says of an attainment (points.md, "Targets").
struct Pace {
    let share: Decimal

    /// The running day counts as gone: it is what should be reached by its end.
    init(of period: Period, _ calendar: CompanyCalendar, at now: Instant) {
        let all = WorkingDays().count(in: period.days)
        let today = calendar.day(of: now)
        let end = min(max(today.adding(days: 1), period.days.start), period.days.end)
        let gone = WorkingDays().count(in: DayRange(period.days.start, until: end))
        share = all == 0 ? .one : (try? Decimal(gone).dividing(by: Decimal(all), toFractionDigits: 4, .down)) ?? .one
    }

    /// On track from 100 % of the pace, watch from 90 %, behind below.
    func state(of attainment: Decimal) -> String {
        guard !share.isZero, let ratio = try? attainment.dividing(by: share) else { return "on-track" }
        return ratio >= 1 ? "on-track" : ratio >= 0.9 ? "watch" : "behind"
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
