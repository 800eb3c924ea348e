import Boards
import Identity
import JSON
import Live
import Periods
import PointsEngine
import Runtime
import Store
import Web

/// The live feed on the web thread: WebSockets on one side, `LiveFeed` in the middle, commits on the other.
final class LiveSessions {
    private static let subprotocol = "laurel.live.v1", path = "/live"

    /// A WebSocket whose viewer is not known yet, or is.
    private struct Socket {
        let request: HTTPRequest
        var caller: Caller?
        /// Messages that came before the viewer was known; bounded.
        var early: [[UInt8]] = []
    }

    private(set) var feed: LiveFeed
    private(set) var boards: BoardKeeper
    var kept = PageCache()
    private let rights: LiveRights
    private let epoch: String
    private let limits: LiveLimits
    unowned var site: Site!
    /// Calls that wait for a board to be read.
    var waiting: [() -> Void] = []
    /// What was celebrated last, oldest first; kept in memory alone.
    private(set) var lately: [Celebration] = []
    static let mostRemembered = 20
    private static let mostEarly = 16 << 10
    private var sockets: [ConnectionID: Socket] = [:]
    private var timer: (at: Int64, id: WebLoop.TimerID)?
    /// The turn of the loop in which was written last, and whether another one is asked for.
    private var writtenTurn: UInt32?
    private var goesOn = false
    /// Writes in a turn: so many take about a millisecond, after which requests and commits have theirs.
    private static let writesInTurn = 256
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 16)

    init(_ programme: Programme, epoch: String, limits: LiveLimits, now: Instant) {
        var limits = limits
        limits.interval = programme.company.liveIntervalMilliseconds
        let rights = LiveRights()
        boards = BoardKeeper(programme, generation: 0)
        feed = Self.feed(programme, epoch: epoch, limits, rights, at: now)
        self.rights = rights
        self.epoch = epoch
        self.limits = limits
    }

    private static func feed(_ programme: Programme, epoch: String, _ limits: LiveLimits, _ rights: LiveRights, at now: Instant) -> LiveFeed {
        LiveFeed(
            LiveBoards(BoardKeeper.entries(programme, at: now), calendar: programme.calendar, now: now), epoch: epoch, limits: limits,
            rights: { rights.allow($0, $1) })
    }

    /// Begins anew with other boards or metrics, read from the store; those who watch come back and find them.
    private func restart(_ programme: Programme) {
        sockets.keys.forEach { site.loop.close($0, LiveClose.goingAway.rawValue, LiveClose.goingAway.reason) }
        let old = feed
        boards = BoardKeeper(programme, generation: boards.generation + 1)
        feed = Self.feed(programme, epoch: "\(epoch).\(boards.generation)", limits, rights, at: site.services.clock())
        boards.start(on: site)
        // Everybody has another number now.
        let number = { [boards] (member: Int32) in old.boards.roster.member(member).flatMap { boards.numbers[MemberID($0.id)] } }
        feed.inherit(from: old, number)
        lately = lately.compactMap { celebration in
            number(celebration.member).map { number in
                var celebration = celebration
                celebration.member = number
                return celebration
            }
        }
    }

    deinit { buffer.deallocate() }

    func start(on site: Site) {
        self.site = site
        rights.site = site
        boards.start(on: site)
        scheduleTurn()
        scheduleRecheck()
    }

    // MARK: Sockets

    /// Path, subprotocol and Origin are checked before the WebSocket opens, credentials right after: a closed WebSocket can
    /// say why with its code, a refused one cannot.
    func upgrade(_ request: HTTPRequest, subprotocols: [String], _ site: Site) -> UpgradeDecision {
        guard request.path == Self.path else { return .refuse(Problem.notFound.response(in: .en)) }
        guard subprotocols.contains(Self.subprotocol) else {
            return .refuse(Problem.malformed("the subprotocol is \(Self.subprotocol)", at: "Sec-WebSocket-Protocol").response(in: .en))
        }
        guard site.isOwnOrigin(request) else { return .refuse(Problem.notPermitted.response(in: .en)) }
        sockets[request.connection] = Socket(request: request)
        return .accept(subprotocol: Self.subprotocol)
    }

    func opened(_ id: ConnectionID) {
        guard let socket = sockets[id] else { return }
        site.authentication.identify(socket.request, site) { [unowned self] caller in
            switch caller {
            case .success(let caller): admit(id, caller)
            // Not known who it is: they come back, and stay signed in.
            case .failure: site.loop.close(id, LiveClose.unavailable.rawValue, LiveClose.unavailable.reason)
            }
        }
    }

    private func admit(_ id: ConnectionID, _ caller: Caller) {
        guard var socket = sockets[id] else { return }
        // A token without the scope to read has nothing to look at.
        guard Access.signedIn().allows(caller) else { return site.loop.close(id, LiveClose.notSignedIn.rawValue, LiveClose.notSignedIn.reason) }
        site.loop.know(id)
        socket.caller = caller
        let early = socket.early
        socket.early = []
        sockets[id] = socket
        feed.open(LiveConnectionID(rawValue: id.bits), viewer(caller))
        early.forEach { received($0, from: id) }
    }

    func viewer(_ caller: Caller) -> LiveViewer {
        LiveViewer(user: caller.actor.text, member: caller.member.flatMap { boards.numbers[$0] }, seesAll: caller.role > .rep)
    }

    func received(_ text: [UInt8], from id: ConnectionID) {
        guard let socket = sockets[id] else { return }
        guard socket.caller != nil else {
            // A stranger's messages wait no longer than it takes to see who it is, and are no more than a page sends at once.
            guard socket.early.count < 32, socket.early.reduce(text.count, { $0 + $1.count }) <= Self.mostEarly else {
                return site.loop.close(id, LiveClose.tooManyMessages.rawValue, LiveClose.tooManyMessages.reason)
            }
            sockets[id]?.early.append(text)
            return
        }
        feed.receive(LiveConnectionID(rawValue: id.bits), text, now: now)
        work()
    }

    func writable(_ id: ConnectionID) {
        feed.writable(LiveConnectionID(rawValue: id.bits))
        work()
    }

    func closed(_ id: ConnectionID) {
        sockets[id] = nil
        feed.closed(LiveConnectionID(rawValue: id.bits), now: now)
    }

    /// Everybody is told when to come back, so that they do not all come at once: a thousand in a second, and nobody before one is over.
    func stopping() {
        let latest = 2_000 + sockets.count
        for id in sockets.keys {
            site.loop.close(id, LiveClose.restarting.rawValue, "\(LiveClose.restarting.reason); back in \(Int.random(in: 1_000...latest)) ms")
        }
    }

    /// Ends the WebSockets of those who may look no longer; or, with another code, of those who may come back with other rights.
    func end(_ code: LiveClose = .notSignedIn, where isOver: (Caller) -> Bool) {
        for (id, socket) in sockets where socket.caller.map(isOver) ?? false {
            feed.disconnect(LiveConnectionID(rawValue: id.bits), code)
        }
        work()
    }

    // MARK: What happens

    var now: Int64 { Int64(site.loop.now) }

    func committed(_ committed: Committed, _ directory: Directory) {
        kept.forget()
        guard !boards.isOutdated(by: committed) else { return restart(committed.programme) }
        let commit = boards.commit(committed, directory)
        lately = (lately + feed.commit(commit, now: now)).suffix(Self.mostRemembered)
        work()
    }

    /// Says a word of recognition to everyone who listens.
    func celebrate(_ member: MemberID, _ words: String, from: String, at: Int64) {
        var commit = BoardCommit()
        commit.celebrations = RecogniseCall.celebration(of: member, boards.numbers, words, from: from, points: nil, site.directory, at)
        lately = (lately + feed.commit(commit, now: now)).suffix(Self.mostRemembered)
        work()
    }

    func install(_ fill: BoardFill) {
        feed.install(fill, now: now)
        kept.forget()
        work()
        askAgain()
    }

    /// - Parameter error: told to those who wait: that there is no such board, or that it cannot be read at the moment.
    func failed(_ key: BoardKey, _ error: LiveError) {
        feed.failed(key, error, now: now)
        work()
        askAgain()
    }

    /// Says what has become due, reads what has to be read, and sets the timer for what comes next. A turn of the loop writes
    /// to some; what commits bring until the others have their turn goes out to them in the same write.
    func work() {
        let isWritten = writtenTurn == site.loop.turn
        let actions = feed.tick(now: now, most: isWritten ? 0 : Self.writesInTurn)
        for key in actions.loads { boards.load(key) }
        for (id, code) in actions.closes { site.loop.close(ConnectionID(bits: id.rawValue), code.rawValue, code.reason) }
        if !actions.writes.isEmpty { writtenTurn = site.loop.turn }
        for id in actions.writes { write(id) }
        if actions.isMore { goOn() }
        wake(at: actions.wake)
    }

    private func goOn() {
        guard !goesOn else { return }
        goesOn = true
        site.loop.after(0) { [unowned self] in
            goesOn = false
            work()
        }
    }

    private func wake(at time: Int64?) {
        guard time != timer?.at else { return }
        if let timer { site.loop.cancel(timer.id) }
        timer = time.map { time in
            let id = site.loop.after(max(1, Int(time - now))) { [unowned self] in
                timer = nil
                work()
            }
            return (time, id)
        }
    }

    private func write(_ id: LiveConnectionID) {
        let count = feed.take(id, into: buffer, now: now)
        guard count > 0 else { return }
        let connection = ConnectionID(bits: id.rawValue)
        guard site.loop.write(connection, copying: UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return }
        // Most writes leave at once: waiting for a turn of the loop for each would cost as much as the write.
        if !site.loop.isClear(connection) || !feed.taken(id) { site.loop.requestWritable(connection) }
    }

    /// Opens the periods that begin when the running ones end.
    private func scheduleTurn() {
        guard let next = feed.boards.nextTurn else { return }
        let wait = min(max(next.microseconds(since: site.services.clock()) / 1_000 + 1, 1), 3_600_000)
        site.loop.after(Int(wait)) { [unowned self] in
            turn(at: site.services.clock())
            scheduleTurn()
        }
    }

    /// Opens the boards of the periods that have begun.
    func turn(at time: Instant) {
        feed.turn(at: time, now: now) { boards.open($0, at: time) }
        kept.forget()
        work()
    }

    /// Who may look no longer is gone within seconds: sessions and tokens end by time, people leave, roles change.
    private func scheduleRecheck() {
        site.loop.after(2_000) { [unowned self] in
            let now = site.services.clock()
            catchUp()
            end { $0.isOver(at: now) || !isThere($0, at: now) }
            end(.goingAway) { !hasItsRole($0) }
            scheduleRecheck()
        }
    }

    private func isThere(_ caller: Caller, at now: Instant) -> Bool {
        guard let id = caller.member else { return true }
        return site.directory.members[id]?.isThere(at: now) ?? false
    }

    /// Whether a person is in the role that was found when the WebSocket opened.
    private func hasItsRole(_ caller: Caller) -> Bool {
        guard let person = caller.person, let id = person.member else { return true }
        return site.directory.members[id]?.role == person.role
    }
}
