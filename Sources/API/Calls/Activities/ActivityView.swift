import Identity
import JSON
import PointsEngine
import RuleEngine
import Store

/// An activity as it was reported, and what became of it.
struct ActivityView {
    private let recorded: Recorded
    /// Who entered it by hand.
    private let enterer: Named?
    private let title: String?

    init(_ recorded: Recorded, _ names: PeopleNames, _ reader: Reader) throws {
        self.recorded = recorded
        enterer = try reader.enterer(of: recorded).flatMap(names.actor)
        title = try names.title(of: recorded.activity)
    }

    /// The members of an object that is open.
    func write(to writer: inout JSONWriter) {
        let activity = recorded.activity
        writer.member("source", activity.key.source.text)
        writer.member("id", activity.key.id.text)
        writer.member("type", activity.type)
        writer.member("time", activity.time.rfc3339)
        writer.member("subject", orNull: activity.subject?.text)
        writer.member("title", orNull: title)
        writer.member("data", .object(activity.data))
        writer.member("recorded", recorded.recorded.rfc3339)
        writer.named("entered_by", enterer)
        let (state, undoneBy) = fate
        writer.member("state", state)
        writer.member("reverses", Self.json(activity.link?.reversed))
        writer.member("replaces", Self.json(activity.link?.replaced))
        writer.member("undone_by", Self.json(undoneBy))
    }

    private var fate: (state: String, by: ActivityKey?) {
        switch recorded.fate {
        case .standing: ("counted", nil)
        case .reversed(let key): ("reversed", key)
        case .replaced(let key): ("replaced", key)
        }
    }

    private static func json(_ key: ActivityKey?) -> JSONValue {
        key.map { ["source": .string($0.source.text), "id": .string($0.id.text)] } ?? .null
    }
}

extension Activity.Link {
    fileprivate var reversed: ActivityKey? { if case .reverses(let key) = self { key } else { nil } }
    fileprivate var replaced: ActivityKey? { if case .replaces(let key) = self { key } else { nil } }
}
