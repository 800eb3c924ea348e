import CloudEvents
import Identity
import JSON
import PointsEngine
import RuleEngine
import Store
import Web

/// `POST /activities/preview`: what a made-up activity would bring, decided on the committed state as the activity itself would be. Nothing is
/// written.
enum PreviewActivityCall {
    static let endpoint = Endpoint(
        .post, "/activities/preview", .signedIn(),
        "What an activity would bring, if it happened: the answer to reporting it, and places, tier, targets and badges before and after. Nothing is written.",
        takes: .body("EventDraft"),
        gives: .json("Estimate")
    ) { call in
        let wish = try EstimateWish(call.body(), call)
        let services = call.site.services, reply = call.reply, caller = call.caller, now = call.now
        // Decided between two commits, and looked at on the boards before they hear of the next one.
        try services.runtime.inspect { facts, programme in
            let estimate = Result { try Estimate(of: wish.activity, by: wish.actor, for: wish.member, on: facts, under: programme, at: now) }
            services.onWeb { site in
                reply.answering { try EstimateView(estimate.get(), wish, programme, caller, site).response }
            }
        }
    }.onAnyNode()
}

/// The activity that somebody asks about, and whose it would be: people ask about themselves.
struct EstimateWish: Sendable {
    let activity: Activity
    let member: MemberID
    /// As whom it is decided: what people would enter themselves by them, all else as an integration would report it.
    let actor: Actor
    /// Whether others are to be left out of the answer.
    let isOwn: Bool

    init(_ body: JSONObject, _ call: Call) throws {
        let caller = call.caller
        var body = body
        if body["id"]?.string == nil { body["id"] = .string("estimate-\(Secret.make().text)") }
        if body["time"]?.string == nil { body["time"] = .string(call.now.rfc3339) }
        if body["subject"]?.string == nil, let member = caller.member { body["subject"] = .string(member.text) }
        if body["source"]?.string == nil { body["source"] = .string(Self.source(body["type"]?.string, call)) }
        let event: CloudEvent
        do throws(EventError) {
            event = try CloudEvent(json: .object(body), needsVersion: false)
        } catch {
            throw ActivityRejection(error).problem()
        }
        isOwn = caller.person != nil
        let rights = isOwn ? SourceRights.any : caller.sources
        if let refusal = rights.refusal(type: event.type, source: event.source) { throw refusal }
        guard let time = event.time else { throw Problem(.badTime, at: "/time") }
        activity = try Activity(
            source: event.source, id: event.id, type: event.type, time: time, subject: event.subject, data: ActivityReporter.object(event.data))
        if let refusal = rights.refusal(of: activity) { throw refusal }
        guard let subject = activity.subject else { throw Problem(.unknownMember, at: "/subject") }
        if isOwn {
            guard subject == caller.member else { throw Problem(.notPermitted, "an estimate is about oneself", at: "/subject") }
            // What was reported of others is not shown by asking for its reversal.
            guard activity.link == nil else { throw Problem(.notPermitted, "an estimate is about something new", at: "/data") }
        }
        member = subject
        actor = !isOwn || event.source == ManualEntry.source ? caller.actor : .token("estimate")
    }

    /// What people may enter for themselves is asked for as if they did.
    private static func source(_ type: String?, _ call: Call) -> String {
        let rules = call.directory.programme.book.set(at: call.now).rules(for: type ?? "")
        return call.caller.person != nil && rules.contains { $0.manual?.by == .oneself } ? ManualEntry.source : "/estimate"
    }
}
