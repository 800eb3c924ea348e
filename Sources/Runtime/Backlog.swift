import Identity
import PointsEngine
import RuleEngine

/// Submissions that were taken and wait to be decided, command by command, in order; who takes long lets others go first.
struct Backlog {
    /// One command of a submission.
    struct Item {
        let submission: OpenSubmission
        let index: Int
        var command: any Command { submission.submission.commands[index] }
        var actor: Actor { submission.submission.actor }

        /// Whether a later command of the same submission is to undo the activity that this one records.
        var isUndoneLater: Bool {
            guard let activity = (command as? RecordActivity)?.activity else { return false }
            return submission.undone.contains(activity.key)
        }
    }

    /// Nil: all of it was handed out; whoever imports a million rows must not find them all kept here.
    private var submissions: [OpenSubmission?] = []
    private var first = 0

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
        let index = submission.handOut()
        if submission.isHandedOut { removeFirst() }
        return Item(submission: submission, index: index)
    }

    /// Puts what one caller still has to be decided behind what all others have, each in its order: called when deciding for that caller
    /// has taken all of a batch's time, so that twenty dear activities hold up others by one of them. O(waiting).
    mutating func letOthersGo(before actor: Actor) {
        let waiting = submissions[first...].compactMap { $0 }
        let own = waiting.filter { $0.submission.actor == actor }
        guard !own.isEmpty, own.count < waiting.count else { return }
        submissions = waiting.filter { $0.submission.actor != actor } + own
        first = 0
    }

    private mutating func removeFirst() {
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
    /// How many commands were handed out to be decided.
    private var handedOut = 0
    /// The activities that activities of the same submission reverse or replace.
    let undone: Set<ActivityKey>

    init(_ submission: Submission) {
        self.submission = submission
        undone = Set(submission.commands.compactMap { ($0 as? RecordActivity)?.activity.link?.target })
        replies = Array(repeating: nil, count: submission.commands.count)
        open = submission.commands.count
    }

    var isHandedOut: Bool { handedOut == submission.commands.count }

    /// The index of the next command.
    fileprivate func handOut() -> Int {
        defer { handedOut += 1 }
        return handedOut
    }

    /// Each index is answered once.
    func answer(_ reply: Reply, at index: Int) {
        precondition(replies[index] == nil, "answered twice")
        replies[index] = reply
        open -= 1
        if open == 0 { submission.reply(replies.compactMap { $0 }) }
    }
}
