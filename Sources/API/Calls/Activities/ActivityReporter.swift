import CloudEvents
import Identity
import JSON
import PointsEngine
import RuleEngine
import Runtime
import Store

/// Who reports activities, and what of (api.md): integrations for the sources of their tokens; people what their company lets
/// them enter by hand, never for themselves; nobody what is Laurel's own.
struct ActivityReporter: Sendable {
    private let caller: Caller
    private let book: RuleBook

    /// The source of what people enter.
    static let manual = "/manual"

    init(_ caller: Caller, _ book: RuleBook) {
        self.caller = caller
        self.book = book
    }

    var isPerson: Bool { caller.person != nil }

    /// The activity that an event tells of, if the caller may report it.
    /// - Parameter reader: there for people, whose corrections are looked at.
    func admit(_ event: CloudEvent, _ reader: Reader?) -> Result<Activity, ActivityRejection> {
        var event = event
        if isPerson { event.source = Self.manual }
        do {
            try checkOrigin(event)
            guard let time = event.time else { throw Refusal(.badTime, at: "/time", "an activity needs the time at which it happened") }
            let activity = try Activity(
                source: event.source, id: event.id, type: event.type, time: time, subject: event.subject, data: Self.object(event.data))
            if let person = caller.person { try check(activity, by: person, reader) }
            return .success(activity)
        } catch let refusal as Refusal {
            return .failure(ActivityRejection(event, refusal))
        } catch {
            Log.error("an earlier activity cannot be read: \(error)")
            return .failure(ActivityRejection(event, Refusal(Unavailable(storage: error)?.code ?? .unavailable)))
        }
    }

    /// Names that belong to Laurel are never taken from outside, whatever a token says.
    private func checkOrigin(_ event: CloudEvent) throws {
        guard !Self.isOurs(event.type) else { throw Refusal(.notPermitted, at: "/type", "laurel.* is reported by Laurel alone") }
        guard !Self.isOurs(event.source.drop { $0 == "/" }) else { throw Refusal(.notPermitted, at: "/source", "laurel.* speaks for Laurel alone") }
        guard let token = caller.token else { return }
        // What people enter carries their name: an integration says so only where it was allowed to.
        let isAllowed = token.sources.isEmpty ? event.source != Self.manual : token.sources.contains(event.source)
        guard isAllowed else { throw Refusal(.notPermitted, at: "/source", "the token may not speak for this source") }
    }

    static func isOurs(_ name: some StringProtocol) -> Bool {
        let name = name.lowercased()
        return name == "laurel" || name.hasPrefix("laurel.") || name.hasPrefix("laurel/") || name.hasPrefix("laurel:")
    }

    private func check(_ activity: Activity, by person: Caller.Person, _ reader: Reader?) throws {
        let rules = book.set(at: activity.time).rules(for: activity.type)
        guard rules.contains(where: \.isManual) else { throw Refusal(.notPermitted, at: "/type", "no rule lets people enter this type by hand") }
        guard !activity.isAbout(person.member) else { throw Refusal(.notPermitted, at: "/subject", "nobody reports for themselves") }
        guard let link = activity.link else { return }
        // Taking back what somebody earned is for managers, and by hand only what was entered by hand.
        guard person.role >= .manager, link.target.source.text == Self.manual else {
            throw Refusal(.notPermitted, at: "/data", "only managers correct by hand, and only what was entered by hand")
        }
        guard let earlier = try reader?.recorded(link.target) else { throw Refusal(.unknownActivity, at: "/data") }
        guard !earlier.activity.isAbout(person.member) else { throw Refusal(.notPermitted, at: "/data", "nobody corrects for themselves") }
    }

    /// A payload that is no object is kept under one key: rules find no members in it.
    private static func object(_ data: JSONValue?) -> JSONObject {
        switch data {
        case nil, .null: JSONObject()
        case .object(let object): object
        case .some(let other): ["value": other]
        }
    }
}

extension Activity {
    /// Whether the member is its subject, or credited.
    fileprivate func isAbout(_ member: MemberID?) -> Bool {
        guard let member else { return false }
        return subject == member || (credits ?? []).contains { $0.member == member }
    }
}
