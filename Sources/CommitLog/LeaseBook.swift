/// Who may write into a log, and since when, as a value: what transactions do to it, one after the other.
///
/// The clock is the log's own. Sessions are numbers: a term belongs to the session that took it.
package struct LeaseBook: Hashable, Sendable {
    package struct Holder: Hashable, Sendable {
        package let node: String
        package let session: Int
    }

    package private(set) var term: Int64 = 0
    /// Who took it last, and has not given it up.
    package private(set) var holder: Holder?
    /// The head when the term began to hold.
    package private(set) var since: Int64?
    /// The term that is asked to end.
    package private(set) var asked: Int64?
    /// Moved by whoever drives it; leases end by it, and nothing else follows from it.
    package var now: Int64 = 0
    private var until: [String: Int64] = [:]
    private var sessions: [String: [Int]] = [:]
    private var opened = 0
    private var ended: Set<Int> = []

    package init() {}

    // MARK: Sessions

    /// A new session of a node, which says with it that it is there.
    package mutating func open(_ node: String, lasting span: Int64) -> Int {
        opened += 1
        sessions[node, default: []].append(opened)
        beat(node, lasting: span)
        return opened
    }

    package mutating func end(_ session: Int) { ended.insert(session) }

    /// Ends all sessions of a node, as when it dies or its link is cut.
    package mutating func endAll(of node: String) { ended.formUnion(sessions[node] ?? []) }

    package func stands(_ session: Int) -> Bool { !ended.contains(session) }

    /// A node says that it is there.
    package mutating func beat(_ node: String, lasting span: Int64) { until[node] = now + span }

    // MARK: The lease

    /// Nobody holds it, the holder's time is over, or its session is gone.
    package var isFree: Bool {
        guard let holder else { return true }
        return (until[holder.node] ?? .min) <= now || ended.contains(holder.session)
    }

    /// Whether a node may take it: also from itself, where it has lost the session that holds it and the log has not noticed yet. Its own
    /// heartbeats would keep the lease for a session of which nobody hears any more.
    package func isFree(for node: String) -> Bool { isFree || holder?.node == node }

    /// - Parameter endsOld: the session of the holder before is ended, so that nothing of it comes any more.
    /// - Returns: whether it is taken.
    package mutating func take(_ node: String, _ session: Int, lasting span: Int64, at head: Int64, endsOld: Bool = true) -> Bool {
        guard isFree(for: node), stands(session) else { return false }
        if endsOld, let holder, holder.session != session { ended.insert(holder.session) }
        term += 1
        holder = Holder(node: node, session: session)
        beat(node, lasting: span)
        (since, asked) = (head, nil)
        return true
    }

    /// Gives a term up; of one that is over already, nothing.
    package mutating func release(_ own: Int64?) { if own == term { holder = nil } }

    package mutating func ask() { asked = term }

    /// The fence of a commit: the term that it is written in, and the head that it continues.
    package func admits(_ own: Int64, _ number: Int64?, after head: Int64) -> Bool { own == term && (number.map { $0 == head + 1 } ?? true) }
}
