import CommitLog
import Identity
import Mailboxes
import Outbound
import PointsEngine
import Synchronization

/// Passes requests on to the node that leads, on a thread of its own, and to the next one where that one leads no more.
///
/// A request goes out a second time only where nothing of it can have been done: it never left, or was not taken. Where that is not known, it
/// does so if the same again is one; else the client hears that it is not known.
final class Forwarder: Sendable {
    /// What is to be passed on.
    struct Job: Sendable {
        let method: String
        let target: String
        var headers: [(name: String, value: String)]
        let body: [UInt8]
        /// Whether the same again is one.
        var isRepeatable = false
        /// Whether it may take as long as it takes.
        var takesTime = false
        /// Called once, on the forwarder's thread.
        let done: @Sendable (Outcome) -> Void
    }

    enum Outcome: Sendable {
        case answered(status: Int, headers: [(name: String, value: String)], body: [UInt8])
        /// This node leads by now.
        case leads
        /// Nobody leads, or nobody who does can be reached; nothing of it was done.
        case nobody
        /// It was sent, and what became of it is not known.
        case inDoubt(String)
        case overloaded
    }

    private enum Message: Sendable {
        case job(Job)
        case stop
    }

    private let cluster: ClusterState
    private let leads: @Sendable () -> Bool
    private let certificates: String?
    private let mailbox: Mailbox<Message>
    private let waker: ForwarderWaker
    private let thread = Mutex<PlainThread?>(nil)
    let numbers = ForwarderNumbers()
    private static let mostWaiting = 1_000

    /// - Parameter leads: whether this node leads.
    init(_ cluster: ClusterState, certificates: String?, leads: @escaping @Sendable () -> Bool) {
        let waker = ForwarderWaker()
        self.cluster = cluster
        self.leads = leads
        self.certificates = certificates
        self.waker = waker
        mailbox = Mailbox(limit: Self.mostWaiting) { waker.wake() }
        thread.withLock { thread in
            thread = PlainThread("forward") { [cluster, mailbox, numbers] in
                let transfers = Transfers(certificates: certificates)
                waker.point(at: transfers.waker)
                var loop = Loop(cluster: cluster, leads: leads, transfers: transfers, numbers: numbers)
                loop.run(mailbox)
            }
        }
    }

    func send(_ job: Job) {
        guard mailbox.send(.job(job)) == .delivered else {
            numbers.count("overloaded")
            return job.done(.overloaded)
        }
    }

    /// What is under way is given up.
    func stop() {
        _ = mailbox.send(.stop)
        waker.wake()
        thread.withLock { $0 }?.join()
        for case .job(let job) in mailbox.close() { job.done(.nobody) }
    }

    // MARK: The thread

    /// A leader's time: who was tried and did not lead is tried again only in another.
    private struct Lead: Hashable {
        let node: LogNode
        let term: Int64
    }

    private struct Task {
        let job: Job
        var tried: Lead?
        /// Until when another leader is waited for.
        var until: ContinuousClock.Instant
        var attempts = 0
        var wasLost: String?
    }

    private struct Loop {
        let cluster: ClusterState
        let leads: @Sendable () -> Bool
        let transfers: Transfers
        let numbers: ForwarderNumbers
        var waiting: [Task] = []
        var underWay: [Int: Task] = [:]
        var nextTicket = 0
        /// Who leads, and since when that is known.
        var lead: (Lead?, since: ContinuousClock.Instant) = (nil, .now)

        mutating func run(_ mailbox: Mailbox<Message>) {
            while true {
                for message in mailbox.takeAll() {
                    switch message {
                    case .job(let job):
                        let task = Task(job: job, until: .now + Forwarder.patience)
                        if waiting.count < Forwarder.mostWaiting { waiting.append(task) } else { tell(task, .overloaded) }
                    case .stop: return end()
                    }
                }
                begin()
                leaveTheSilent()
                let patience: Duration = waiting.isEmpty ? underWay.isEmpty ? .seconds(10) : .milliseconds(100) : .milliseconds(20)
                for (ticket, outcome) in transfers.turn(atMost: patience) { finish(ticket, outcome) }
            }
        }

        /// Who asked a leader that was stopped, or cut off, does not wait for it once another leads: where the same again is one, that one is
        /// asked; else it is said that nobody knows. What takes its time may be done at its end by who led before.
        private mutating func leaveTheSilent() {
            guard let lead = lead.0, self.lead.since.duration(to: .now) > Forwarder.grace else { return }
            for (ticket, task) in underWay where !task.job.takesTime && task.tried.map({ $0.term < lead.term }) ?? false {
                transfers.cancel(ticket)
                finish(ticket, CallOutcome(failure: "another node leads"))
            }
        }

        private mutating func begin() {
            guard !waiting.isEmpty || !underWay.isEmpty else { return }
            guard !leads() else { return tellAll(.leads) }
            let view = cluster.now
            let lead = view?.leading.flatMap { node in node.url != nil && node.token != nil && node.name != cluster.own.name ? Lead(node: node, term: view?.term ?? 0) : nil }
            if lead != self.lead.0 { self.lead = (lead, .now) }
            var rest: [Task] = []
            for task in waiting {
                if let lead, lead != task.tried {
                    if underWay.count < Forwarder.mostUnderWay { send(task, to: lead) } else { rest.append(task) }
                } else if task.until <= .now {
                    tell(task, task.wasLost.map(Outcome.inDoubt) ?? .nobody)
                } else {
                    rest.append(task)
                }
            }
            waiting = rest
        }

        private mutating func send(_ task: Task, to lead: Lead) {
            var task = task
            task.tried = lead
            task.attempts += 1
            nextTicket += 1
            let job = task.job
            var call = OutgoingCall(
                (lead.node.url ?? "") + job.target,
                .request(method: job.method, headers: job.headers + [NodeHeaders.authorization(lead.node.token)], body: job.body), .everywhere)
            call.milliseconds = job.takesTime ? 0 : Forwarder.longest
            call.connectMilliseconds = Forwarder.connecting
            call.answerBytes = Forwarder.answerBytes
            // libcurl sends by itself again what was on a connection that had been kept and broke.
            call.isAlone = !job.isRepeatable
            underWay[nextTicket] = task
            transfers.begin(call, nextTicket)
        }

        private mutating func finish(_ ticket: Int, _ outcome: CallOutcome) {
            guard var task = underWay.removeValue(forKey: ticket) else { return }
            if let status = outcome.status, outcome.failure == nil {
                guard outcome.headers.contains(where: { $0.name.lowercased() == NodeHeaders.notLeader.lowercased() }) else {
                    return tell(task, .answered(status: Int(status), headers: outcome.headers, body: outcome.body))
                }
            } else if !outcome.neverLeft {
                task.wasLost = outcome.failure ?? "no answer"
                guard task.job.isRepeatable else { return tell(task, .inDoubt(task.wasLost ?? "")) }
            }
            guard task.attempts < Forwarder.mostAttempts else { return tell(task, task.wasLost.map(Outcome.inDoubt) ?? .nobody) }
            task.until = .now + Forwarder.patience
            waiting.append(task)
        }

        private func tell(_ task: Task, _ outcome: Outcome) {
            numbers.count(outcome.word)
            task.job.done(outcome)
        }

        private mutating func tellAll(_ outcome: Outcome) {
            let all = waiting
            waiting = []
            for task in all { tell(task, outcome) }
        }

        private mutating func end() {
            tellAll(.nobody)
            for task in underWay.values { tell(task, .inDoubt("the server stops")) }
            underWay = [:]
        }
    }

    private static let mostUnderWay = 64, mostAttempts = 3
    /// How long somebody who leads is waited for.
    private static let patience = Duration.seconds(1)
    /// How long an answer of who led before is waited for once another leads.
    private static let grace = Duration.milliseconds(500)
    private static let longest = 10_000, connecting = 1_000, answerBytes = 64 << 20
}

extension Forwarder.Outcome {
    fileprivate var word: String {
        switch self {
        case .answered: "answered"
        case .leads: "leads"
        case .nobody: "nobody"
        case .inDoubt: "in_doubt"
        case .overloaded: "overloaded"
        }
    }
}

/// Wakes the thread as soon as there is one to wake.
private final class ForwarderWaker: Sendable {
    private let transfers = Mutex<TransfersWaker?>(nil)
    func point(at waker: TransfersWaker) { transfers.withLock { $0 = waker } }
    func wake() { transfers.withLock { $0 }?.wake() }
}

/// What became of what was passed on.
final class ForwarderNumbers: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    func count(_ outcome: String) { counts.withLock { $0[outcome, default: 0] += 1 } }

    var all: [(outcome: String, count: Int)] { counts.withLock { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } } }
}
