import Identity
import PointsEngine
import RuleEngine

/// Submissions that were taken and wait to be decided, command by command, in order.
struct Backlog {
    /// One command of a submission.
    struct Item {
        let submission: OpenSubmission
        let index: Int
        var command: Command { submission.submission.commands[index] }

        /// Whether a later command of the same submission is to undo the activity that this one records.
        var isUndoneLater: Bool {
            guard case .record(let activity) = command else { return false }
            return submission.undone.contains(activity.key)
        }
    }

    /// Nil: all of it was handed out; whoever imports a million rows must not find them all kept here.
    private var submissions: [OpenSubmission?] = []
    private var first = 0
    private var index = 0

    var isEmpty: Bool { first == submissions.count }

    mutating func add(_ new: [Submission]) {
        for submission in new {
            if submission.commands.isEmpty {
                submission.reply([])
            } else {
                submissions.append(OpenSubmission(submission))
            }
        }
    }

    mutating func next() -> Item? {
        guard !isEmpty, let submission = submissions[first] else { return nil }
        defer { advance(past: submission) }
        return Item(submission: submission, index: index)
    }

    private mutating func advance(past submission: OpenSubmission) {
        index += 1
        guard index == submission.submission.commands.count else { return }
        index = 0
        submissions[first] = nil
        first += 1
        if first == submissions.count || first > 1_024 {
            submissions.removeFirst(first)
            first = 0
        }
    }
}

/// A submission whose commands are being answered, perhaps by several commits; its caller hears once.
final class OpenSubmission {
    let submission: Submission
    private var replies: [Reply?]
    private var open: Int
    /// The activities that activities of the same submission reverse or replace.
    let undone: Set<ActivityKey>

    init(_ submission: Submission) {
        self.submission = submission
        undone = Set(submission.commands.compactMap { if case .record(let activity) = $0 { activity.link?.target } else { nil } })
        replies = Array(repeating: nil, count: submission.commands.count)
        open = submission.commands.count
    }

    /// Each index is answered once.
    func answer(_ reply: Reply, at index: Int) {
        precondition(replies[index] == nil, "answered twice")
        replies[index] = reply
        open -= 1
        if open == 0 { submission.reply(replies.compactMap { $0 }) }
    }
}
