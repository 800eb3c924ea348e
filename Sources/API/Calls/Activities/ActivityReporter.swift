import CloudEvents
import Identity
import JSON
import Journal
import PointsEngine
import RuleEngine
import Runtime

/// Who reports activities, and what of (api.md): integrations for the sources of their tokens, people by hand; nobody what is
/// Laurel's own. What people may enter the engine decides.
struct ActivityReporter: Sendable {
    let isPerson: Bool
    private let rights: SourceRights

    init(_ caller: Caller) {
        isPerson = caller.person != nil
        rights = caller.sources
    }

    /// The activity that an event tells of, if the caller may report it.
    func admit(_ event: CloudEvent) -> Result<Activity, ActivityRejection> {
        var event = event
        if isPerson { event.source = ManualEntry.source }
        do {
            if let refusal = rights.refusal(type: event.type, source: event.source) { throw refusal }
            guard let time = event.time else { throw Refusal(.badTime, at: "/time", "an activity needs the time at which it happened") }
            let activity = try Activity(
                source: event.source, id: event.id, type: event.type, time: time, subject: event.subject, data: Self.object(event.data))
            if let refusal = rights.refusal(of: activity) { throw refusal }
            return .success(activity)
        } catch let refusal as Refusal {
            return .failure(ActivityRejection(event, refusal))
        } catch {
            Log.error("an earlier activity cannot be read: \(error)")
            return .failure(ActivityRejection(event, Refusal(Unavailable(storage: error)?.code ?? .unavailable)))
        }
    }

    /// A payload that is no object is kept under one key: rules find no members in it.
    static func object(_ data: JSONValue?) -> JSONObject {
        switch data {
        case nil, .null: JSONObject()
        case .object(let object): object
        case .some(let other): ["value": other]
        }
    }
}
