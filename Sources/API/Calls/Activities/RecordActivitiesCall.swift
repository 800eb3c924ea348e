import CloudEvents
import Identity
import Mailboxes
import PointsEngine
import RuleEngine
import Runtime
import Store
import Web

/// `POST /activities`: facts come in, as CloudEvents or plain JSON, one or up to 1,000 (api.md).
///
/// One is answered 201, 200 where it was known, 409 where the same identity stands for something else, 403 where the caller may
/// not report it, and 422 where it is refused; a body that is no JSON is 400. A batch is answered 200, each of its activities by itself.
enum RecordActivitiesCall {
    static let endpoint = Endpoint(
        .post, "/activities", .signedIn(.writeActivities),
        "Report facts: CloudEvents (structured, batch, binary) or plain JSON, one or up to 1,000. A batch is answered 200 with results in order.",
        takes: Input(body: .events(upTo: 4 << 20)),
        gives: .created("Recorded").or(200, .either(["Recorded", ["results": .list("Recorded")]]))
    ) { call in
        let intake = ActivityIntake(call)
        // Long bodies keep no other request waiting.
        guard call.content.file.count > longestOnTheWebThread else { return intake.take() }
        call.site.services.runtime.readers.read(for: call.turnHolder) { intake.take(on: $0) }
    }.repeatable()

    private static let longestOnTheWebThread = 64 << 10
}

/// The activities of one request on their way: read, checked against what the caller may report, decided, answered.
struct ActivityIntake: Sendable {
    private let headers: [(name: String, value: String)]
    private let body: [UInt8]
    private let reporter: ActivityReporter
    private let actor: Actor
    private let address: String
    private let reply: Answering
    private let runtime: Runtime
    private let turnHolder: TurnHolder

    init(_ call: Call) {
        headers = call.eventHeaders
        body = call.content.file
        reporter = ActivityReporter(call.caller)
        actor = call.caller.actor
        address = call.address
        reply = call.reply
        runtime = call.site.services.runtime
        turnHolder = call.turnHolder
    }

    func take(on reader: Result<Reader, Unavailable>) {
        switch reader {
        case .success: take()
        case .failure(let unavailable): reply.refuse(Problem(unavailable))
        }
    }

    func take() {
        do {
            switch try DecodedEvents(headers: EventHeaders(headers), body: body) {
            case .single(let event):
                submit([admit(event)]) { results in reply.answering { try ActivityAnswer.single(results) } }
            case .batch(let events):
                let admitted = events.map(admit)
                submit(admitted) { results in onReader(events.count) { reply.answering { try ActivityAnswer.batch(results) } } }
            }
        } catch {
            reply.refuse(ActivityRejection(error).problem(ofRequest: true))
        }
    }

    private func admit(_ event: Result<CloudEvent, EventError>) -> Result<Activity, ActivityRejection> {
        event.mapError { ActivityRejection($0) }.flatMap { reporter.admit($0) }
    }

    /// Hands in what was admitted, in its order; the rest keeps its place among the results.
    private func submit(_ admitted: [Result<Activity, ActivityRejection>], _ answer: @escaping @Sendable ([ActivityResult]) -> Void) {
        let commands = admitted.compactMap { try? RecordActivity($0.get()) }
        runtime.submit(
            Submission(commands, by: actor, from: address, priority: reporter.isPerson ? .person : .bulk) { replies in
                var next = replies.makeIterator()
                answer(admitted.map { admitted in
                    switch admitted {
                    case .failure(let rejection): .refused(rejection)
                    case .success(let activity): next.next().map { ActivityResult($0, of: activity) } ?? .refused(ActivityRejection(activity, Refusal(.overloaded)))
                    }
                })
            })
    }

    /// Writes out long answers away from the writer's thread.
    private func onReader(_ count: Int, _ work: @escaping @Sendable () -> Void) {
        guard count > 32 else { return work() }
        // Needs no reader: where none is free, it is written out here.
        runtime.readers.read(for: turnHolder) { _ in work() }
    }
}
