import CommitLog

/// Three nodes over one lease, as a value: every step that one of them, its link or the clock can take, at any moment. Nodes know no time:
/// whatever their clocks say, they can do no more than any of these steps, early, late or never.
struct LeaseMachine: Hashable {
    enum Step: Hashable, CaseIterable {
        /// Opens a session where the last one was lost, and says that it is there.
        case arrive
        /// Reads all that is in the log; where nobody holds the lease it takes it, and reads up to where its term began.
        case look
        /// Sends a commit, and does not know yet what becomes of it.
        case send
        /// What was sent comes to the log, and the answer comes back.
        case finish
        /// The same, and the answer is lost.
        case finishUnheard
        /// Its link is cut, or it dies: its memory is the log's again.
        case lose
        case release
    }

    enum Move: Hashable {
        case node(Int, Step)
        /// The leases of those who say nothing end.
        case pass
        /// The log's clock goes back by as much.
        case back

        static let all: [Move] = (0..<3).flatMap { node in Step.allCases.map { Move.node(node, $0) } } + [.pass, .back]
    }

    private struct Node: Hashable {
        var session: Int?
        var term: Int64?
        /// How many commits it has.
        var replica = 0
        var sent: Int?
    }

    private static let names = ["a", "b", "c"], span: Int64 = 10

    private var book = LeaseBook()
    private var nodes = [Node](repeating: Node(), count: 3)
    /// The log: who wrote each commit, and in which term.
    private(set) var commits: [Commit] = []
    /// Commits whose writer heard that they are in the log, by their places there.
    private(set) var acknowledged: [Int: Commit] = [:]
    private let isFenced: Bool

    struct Commit: Hashable {
        let node: Int
        let term: Int64
        /// How many its writer had before it.
        let after: Int
    }

    init(isFenced: Bool = true) { self.isFenced = isFenced }

    /// - Returns: nil where the step is none that can be taken.
    func after(_ move: Move) -> LeaseMachine? {
        var next = self
        switch move {
        case .pass: next.book.now += Self.span
        case .back: next.book.now -= Self.span
        case .node(let node, let step): guard next.take(step, node) else { return nil }
        }
        return next
    }

    private mutating func take(_ step: Step, _ index: Int) -> Bool {
        let name = Self.names[index]
        switch (step, nodes[index].session) {
        case (.arrive, nil):
            nodes[index].session = book.open(name, lasting: Self.span)
        case (.look, let session?):
            guard book.stands(session) else { return lose(index) }
            nodes[index].replica = commits.count
            guard nodes[index].term == nil, nodes[index].sent == nil else { return false }
            // Taking is a commit of its own, and reading comes after it.
            if book.take(name, session, lasting: Self.span, at: Int64(commits.count), endsOld: isFenced) { nodes[index].term = book.term }
        case (.send, _?):
            guard nodes[index].term != nil, nodes[index].sent == nil else { return false }
            nodes[index].sent = nodes[index].replica
        case (.finish, let session?): return finish(index, session, isHeard: true)
        case (.finishUnheard, let session?): return finish(index, session, isHeard: false)
        case (.lose, let session?):
            book.end(session)
            return lose(index)
        case (.release, let session?):
            guard let term = nodes[index].term, nodes[index].sent == nil, book.stands(session) else { return false }
            book.release(term)
            nodes[index].term = nil
        default: return false
        }
        return true
    }

    private mutating func lose(_ index: Int) -> Bool {
        // Whoever has to connect again begins as a follower.
        nodes[index] = Node(replica: nodes[index].replica)
        return true
    }

    private mutating func finish(_ index: Int, _ session: Int, isHeard: Bool) -> Bool {
        guard let after = nodes[index].sent, let term = nodes[index].term else { return false }
        guard !isFenced || book.stands(session) else { return lose(index) }
        nodes[index].sent = nil
        guard !isFenced || book.admits(term, Int64(after) + 1, after: Int64(commits.count)) else {
            nodes[index].term = nil
            return true
        }
        let commit = Commit(node: index, term: term, after: after)
        commits.append(commit)
        guard isHeard else { return lose(index) }
        acknowledged[after] = commit
        nodes[index].replica = after + 1
        return true
    }

    // MARK: What must hold

    /// What is wrong; nil: nothing.
    var fault: String? {
        for (place, commit) in commits.enumerated() where commit.after != place { return "a commit that continues \(commit.after) stands at \(place)" }
        for (one, next) in zip(commits, commits.dropFirst()) where next.term < one.term { return "something of term \(one.term) stands before \(next.term)" }
        for commit in commits where commits.contains(where: { $0.term == commit.term && $0.node != commit.node }) { return "two lead in term \(commit.term)" }
        for (place, commit) in acknowledged where place >= commits.count || commits[place] != commit { return "what was acknowledged at \(place) is lost" }
        for node in nodes where node.replica > commits.count { return "a replica is ahead of the log" }
        return nil
    }

    /// Whether a node that is alone with the log leads after the others have been silent for a lease.
    func canBeLed(by index: Int) -> Bool {
        var next = self
        // Longer than the clock can have gone back.
        next.book.now += 1_000 * Self.span
        if next.nodes[index].term == next.book.term, let session = next.nodes[index].session, next.book.stands(session), next.nodes[index].sent == nil { return true }
        for step in [Step.lose, .arrive, .look, .send, .finish] { if let later = next.after(.node(index, step)) { next = later } }
        return next.acknowledged.count > acknowledged.count && next.fault == nil
    }
}
