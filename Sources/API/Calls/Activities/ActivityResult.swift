import CloudEvents
import Identity
import PointsEngine
import RuleEngine
import Runtime

/// What became of one activity of a request.
enum ActivityResult: Sendable {
    case recorded(Recorded)
    /// Known before: the first answer again.
    case duplicate(Recorded)
    case refused(ActivityRejection)

    init(_ reply: Reply, of activity: Activity) {
        switch reply {
        case .done(let receipt as ActivityReceipt, _): self = receipt.isRepetition ? .duplicate(receipt.recorded) : .recorded(receipt.recorded)
        case .done: self = .refused(ActivityRejection(activity, Refusal(.overloaded)))
        case .refused(let refusal): self = .refused(ActivityRejection(activity, refusal))
        }
    }

    /// The refusal, where it says nothing about the activity.
    var unavailable: ActivityRejection? {
        if case .refused(let rejection) = self, rejection.status == 503 { rejection } else { nil }
    }

    var status: Int {
        switch self {
        case .recorded: 201
        case .duplicate: 200
        case .refused(let rejection): rejection.status
        }
    }
}

/// Why one activity was not taken; its source and id as far as they are known.
struct ActivityRejection: Error, Sendable {
    let source: String?
    let id: String?
    let code: ProblemCode
    let detail: String?
    let pointer: String?
    /// Of an answer about this activity alone.
    let status: Int

    init(_ error: EventError) {
        (source, id) = (error.source, error.id)
        code = ProblemCode(error.code)
        detail = error.detail
        pointer = error.pointer.description
        status = error.code == .unsupportedMediaType ? 415 : error.isSyntax ? 400 : 422
    }

    init(_ event: CloudEvent, _ refusal: Refusal) { self.init(source: event.source, id: event.id, refusal) }

    init(_ activity: Activity, _ refusal: Refusal) { self.init(source: activity.key.source.text, id: activity.key.id.text, refusal) }

    private init(source: String, id: String, _ refusal: Refusal) {
        (self.source, self.id) = (source, id)
        code = ProblemCode(refusal.code)
        detail = refusal.detail
        pointer = refusal.pointer
        // Data that is too long is refused like any other fact; 413 is for requests.
        status = refusal.code == .tooLarge ? 422 : refusal.code.status
    }

    /// - Parameter ofRequest: it refuses the request as a whole, and not one activity.
    func problem(ofRequest: Bool = false) -> Problem {
        var problem = Problem(ofRequest && code == ProblemCode(Code.tooLarge) ? 413 : status, code, detail)
        if let pointer { problem.faults = [Problem.Fault(pointer: pointer, code: code, detail: detail)] }
        if status == 503 { problem.retryAfter = 1 }
        return problem
    }
}
