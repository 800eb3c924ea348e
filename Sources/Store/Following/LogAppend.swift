import CommitLog

/// How far a commit has come on its way into a log.
struct LogAppend {
    private let log: (any SharedLog)?
    private var head: Head?
    private var isLogged = false
    /// Where the changeset of the commit stands; nil: it has none.
    var aside: AsidePlace?

    init(through log: (any SharedLog)?) { self.log = log }

    mutating func begin(_ commit: LogCommit, _ head: Head) throws {
        self.head = head
        try log?.begin(commit)
    }

    mutating func finish() throws {
        try log?.finish()
        isLogged = true
    }

    /// What whoever asked for the commit must know when `error` ended it.
    func failure(_ error: any Error) -> any Error {
        guard let head else { return error }
        if isLogged { return UnsettledCommit.notKept(head, why: error) }
        if case .inDoubt(let why)? = error as? LogError { return UnsettledCommit.inDoubt(head, why: why) }
        return error
    }
}

/// A commit about which the log and the replica are not of one mind.
package enum UnsettledCommit: Error {
    /// Nothing of it is in the replica; whether it is in the log is not known.
    case inDoubt(Head, why: String)
    /// It is in the log, and the replica could not keep it.
    case notKept(Head, why: any Error)
}
