import CommitLog
import Identity
import PointsEngine
import SQLite
import Store

/// What a writer does while another node leads.
extension Writer {
    /// One look at the log: takes over what is new in it, and leads where nobody does. True: there may be more at once.
    func follow(_ node: Node) -> Bool {
        if case .following(.some) = shared.state {
            answerCatchingUp(node, false)
            return false
        }
        do {
            let log = try node.connected(), began = ContinuousClock.now
            if try catchUp(node, log) { return true }
            let lease = try log.lease()
            noteLife(of: lease, node)
            let isAhead = try isAhead(of: lease)
            comparePrint(lease)
            (shared.place.heard, shared.place.atHead) = (.now, began)
            answerCatchingUp(node, true)
            try settleDoubt(node, lease)
            guard lease.isFree, mayLead(node), let taken = try log.take() else { return false }
            if isAhead { try appendAgain(behind: taken.head, to: log) }
            // What was committed while it was taken.
            while database.position < taken.head { guard try catchUp(node, log) else { throw LogError.damaged("the log ends before its head") } }
            try settleDoubt(node, taken)
            lead(node, taken, log)
            return true
        } catch let error as LogError {
            node.follow(losingSession: true)
            answerCatchingUp(node, false)
            if case .damaged(let what) = error { shared.state = .following(reason: what) }
            return false
        } catch let divergence as Divergence {
            node.follow(losingSession: true)
            shared.place.isAheadOfLog = divergence.isAhead
            shared.state = .following(reason: "\(divergence)")
            return false
        } catch {
            enterReadOnly(error)
            return false
        }
    }

    /// True: something was new.
    private func catchUp(_ node: Node, _ log: any SharedLog) throws -> Bool {
        let follower = LogFollower(database, node.reader)
        let steps = LogStep.steps(of: try log.read(after: database.position, limit: Node.commitsAtOnce))
        for step in steps {
            try facts.pin()
            guard let taken = try follower.take(step, on: facts, under: programme) else {
                facts.release()
                continue
            }
            lastInstant = max(lastInstant, taken.at)
            let inForce = taken.programme ?? programme
            guard merge(taken.changes, at: taken.at, programme) else { throw DamagedRecord("what was taken over is not in memory") }
            putInForce(inForce)
            publish(taken.commands, taken.changes, at: taken.at)
        }
        shared.place.heard = .now
        guard !steps.isEmpty else { return false }
        noteHead()
        if steps.contains(where: \.hasAsides) { for watcher in asideWatchers { watcher() } }
        return true
    }

    /// Who doubts the time would decide nothing.
    private func mayLead(_ node: Node) -> Bool {
        timekeeper?.doubt == nil && isConfirmed(node) && node.abstainsUntil <= .now && isFurthest(node) && shared.place.differences.isEmpty && node.seat.obstacle() == nil && DiskSpace.isEnough(at: path)
    }

    /// Whether its heartbeat was heard lately: whoever led without would stop at once, and take the free lease again, for ever.
    private func isConfirmed(_ node: Node) -> Bool {
        node.seat.patience.map { shared.place.confirmed.duration(to: .now) <= $0 } ?? true
    }

    /// Whether no other node that is there and can lead has more. Who has not heard of the others does not know.
    private func isFurthest(_ node: Node) -> Bool {
        guard let view = node.seat.view() else { return node.seat.watch == nil }
        return view.nodes.allSatisfy { !$0.isLive || $0.name == node.seat.name || $0.state != nil || $0.head ?? 0 <= database.head.number }
    }

    /// In what this node would decide otherwise than the leader: it follows, where it still can, and is not ready.
    private func comparePrint(_ lease: Lease) {
        guard let own = shared.place.print else { return }
        shared.place.differences = lease.print.map { own.differences(from: $0) } ?? []
    }

    /// Works out the print anew where what it is made of is another.
    func notePrint() {
        guard node != nil else { return }
        let of = (programme.company.calendar.zone, programme.company.languages)
        if let printed, printed == of { return }
        printed = of
        shared.place.print = NodePrint(of: programme)
    }

    func answerCatchingUp(_ node: Node, _ isDone: Bool) {
        let waiting = node.catchingUp
        node.catchingUp = []
        for reply in waiting { reply(isDone) }
    }

    /// Where the database stands, for other threads.
    func noteHead() {
        shared.head = database.head
        guard let node else { return }
        shared.place.position = database.position
        if node.leads { shared.place.heard = .now }
    }

    // MARK: A log that was set back

    /// Whether the log lacks what this replica has. Where that is young, acknowledged commits went with a server of the log, and are appended
    /// again; else somebody restored the log on purpose, or nobody was here for long.
    ///
    /// - Throws: `Divergence` where the replica is another than the log, or has what is too old.
    private func isAhead(of lease: Lease) throws -> Bool {
        let own = database.position
        if let seal = lease.seal, let known = try database.seal(lease.head.seal), known.hash.bytes != seal {
            throw Divergence("seal \(lease.head.seal)", "is another than in the log")
        }
        guard own > lease.head else { return false }
        guard clock().microseconds(since: lastInstant) <= Node.longestLoss, try !database.commits(missingAt: lease.head).isEmpty else {
            throw Divergence("seal \(own.seal)", "is not in the log, which ends with \(lease.head.seal): the log was set back", isAhead: true)
        }
        return true
    }

    private func appendAgain(behind position: LogPosition, to log: any SharedLog) throws {
        guard position < database.position else { return }
        for commit in try database.commits(missingAt: position) {
            try log.begin(commit)
            try log.finish()
        }
    }

    /// After a replica of the log's server was promoted those who have more than it are heard before anybody leads.
    private func noteLife(of lease: Lease, _ node: Node) {
        defer { node.life = lease.life }
        guard let before = node.life, before != lease.life else { return }
        node.abstainsUntil = max(node.abstainsUntil, .now + Node.hearing)
    }

    // MARK: Leading, and no more

    private func lead(_ node: Node, _ lease: Lease, _ log: any SharedLog) {
        node.lead(lease)
        database.log = log
        write(format: lease.format)
        shared.place.differences = []
        lastStep = nil
        shared.state = .starting
        shared.place.countTakeover()
        tell(leads: true)
    }

    private func tell(leads: Bool) {
        shared.place.leads = leads
        for watcher in leadWatchers { watcher(leads) }
    }

    /// Whoever has nothing to commit would not hear that another leads. True: it follows now.
    func losesLead() -> Bool {
        guard let node, let term = node.term, pending == nil else { return false }
        guard batchTime == nil || lastLook.duration(to: .now) > .milliseconds(200) else { return false }
        lastLook = .now
        do {
            let lease = try node.connected().lease()
            guard lease.term != term else {
                shared.place.heard = .now
                write(format: lease.format)
                guard lease.isAsked, node.abstainsUntil <= .now else { return false }
                handOver { _ in }
                return true
            }
            shared.place.countFenced()
            follow(node, losingSession: false)
        } catch {
            follow(node, losingSession: true)
        }
        return true
    }

    /// Every node that is there must be able to follow.
    private func write(format: Int32?) { database.format = min(format ?? LogSeal.currentFormat, LogSeal.currentFormat) }

    /// Its lease may be over: for politeness, for what it would commit is refused anyway.
    func stopUnconfirmed(_ node: Node) {
        guard !isConfirmed(node) else { return }
        settle()
        if node.leads { follow(node, losingSession: true) }
    }

    /// Finishes what waits, and leaves the lease to others.
    func handOver(_ reply: @Sendable (Bool) -> Void) {
        guard let node, node.leads else { return reply(false) }
        node.abstainsUntil = .now + Node.abstinence
        while isRunning, !people.isEmpty || !bulk.isEmpty, workOnce() {}
        settle()
        giveUp()
        reply(true)
    }

    /// Lets others lead at once, where it leads.
    func giveUp() {
        guard let node, node.leads, let log = database.log else { return }
        follow(node, losingSession: false)
        do { try log.release() } catch { node.follow(losingSession: true) }
    }

    private func follow(_ node: Node, losingSession: Bool) {
        database.log = nil
        node.follow(losingSession: losingSession)
        shared.state = .following(reason: nil)
        tell(leads: false)
    }

    // MARK: Commits that failed

    /// Nothing of a commit is in memory. First the state, so that who is answered finds it.
    func fail(_ answers: BatchAnswers, _ error: any Error) {
        guard let node, let term = node.term else {
            enterReadOnly(error)
            return answers.tellAll(.refused(Refusal(.readOnly)))
        }
        switch error {
        case UnsettledCommit.inDoubt(let head, _):
            shared.place.countDoubt()
            follow(node, losingSession: true)
            node.doubt = Node.Doubt(answers: answers, head: head, term: term)
        case UnsettledCommit.notKept(_, let why):
            // What is in the log is done, whatever this disk does.
            enterReadOnly(why)
            answers.tell()
        case let error as LogError:
            if error == .fenced { shared.place.countFenced() }
            follow(node, losingSession: true)
            answers.tellAll(.refused(Refusal(.readOnly)))
        default:
            enterReadOnly(error)
            answers.tellAll(.refused(Refusal(.readOnly)))
        }
    }

    /// Once a later term holds, nothing of the one before can come any more: the log tells what became of the commit.
    private func settleDoubt(_ node: Node, _ lease: Lease) throws {
        guard let doubt = node.doubt else { return }
        if database.head.number >= doubt.head.number {
            node.doubt = nil
            let isThere = try database.seal(doubt.head.number)?.hash == doubt.head.hash
            if isThere { doubt.answers.tell() } else { doubt.answers.tellAll(.refused(Refusal(.readOnly))) }
        } else if lease.term > doubt.term, let since = lease.since, database.head.number >= since {
            node.doubt = nil
            doubt.answers.tellAll(.refused(Refusal(.readOnly)))
        }
    }

    /// Nobody waits for the end of a doubt for longer than is of use; the same again is safe.
    func endOldDoubt() {
        guard let node, let doubt = node.doubt, doubt.began.duration(to: .now) > Node.longestDoubt else { return }
        node.doubt = nil
        doubt.answers.tellAll(.refused(Refusal(.readOnly)))
    }
}
