import Boards
import FeedViewer
import Identity
import Periods
@testable import Live

/// A feed with clients and a clock of its own: writes reach clients at once, unless they read slowly.
final class FeedRig {
    var company = Company()
    var feed: LiveFeed
    var now: Int64 = 1_000
    var clients: [LiveConnectionID: FeedClient] = [:]
    var closes: [LiveConnectionID: LiveClose] = [:]
    var loads: [BoardKey] = []
    /// Clients whose writes are taken, but not reported as gone until they read again.
    var slow: Set<LiveConnectionID> = []
    /// What has not been permitted.
    var forbidden: Set<String> = []
    private(set) var wake: Int64?
    private var restarts = 0
    private let limits: LiveLimits

    init(limits: LiveLimits = LiveLimits()) {
        self.limits = limits
        feed = LiveFeed(company.boards(), epoch: "e0", limits: limits) { _, _ in true }
        feed = makeFeed()
    }

    private func makeFeed() -> LiveFeed {
        LiveFeed(company.boards(), epoch: "e\(restarts)", limits: limits) { [unowned self] viewer, ask in
            switch ask {
            case .board(let definition, _): !forbidden.contains(definition.id)
            case .feed(let name): !forbidden.contains(name.rawValue)
            case .approval: viewer.seesAll
            }
        }
    }

    /// The process starts again: connections and topics are gone, what is on disk is not.
    func restart() {
        restarts += 1
        feed = makeFeed()
        slow = []
    }

    @discardableResult
    func open(_ number: UInt64, member: Int32? = nil, seesAll: Bool = false, client: FeedClient = FeedClient()) -> LiveConnectionID {
        let id = LiveConnectionID(rawValue: number)
        feed.open(id, LiveViewer(actor: .account("u\(member ?? -1)", .rep), member: member, seesAll: seesAll))
        clients[id] = client
        return id
    }

    func send(_ id: LiveConnectionID, _ text: String) {
        feed.receive(id, Array(text.utf8), now: now)
        tick()
    }

    func tick() {
        var rounds = 0
        repeat {
            let actions = feed.tick(now: now)
            loads += actions.loads
            for close in actions.closes { closes[close.connection] = close.code }
            for id in actions.writes { write(id) }
            wake = actions.wake
            rounds += 1
            if actions.writes.isEmpty { return }
        } while rounds < 200
    }

    func write(_ id: LiveConnectionID) {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = buffer.withUnsafeMutableBytes { feed.take(id, into: $0, now: now) }
        guard count > 0 else { return }
        clients[id]?.take(Array(buffer[..<count]))
        if !slow.contains(id) { feed.writable(id) }
    }

    func read(_ id: LiveConnectionID) {
        slow.remove(id)
        feed.writable(id)
        tick()
    }

    func pass(_ milliseconds: Int64) {
        now += milliseconds
        tick()
    }

    func sale(_ member: Int32, _ points: Int64) {
        var commit = BoardCommit()
        commit.moves = company.sale(member, points)
        feed.commit(commit, now: now)
        tick()
    }
}
