import Identity
import Journal
import Live
import Periods
import PointsEngine
import Projection
import Store
import Web

/// The live feed on the web thread: carries out what the projection asks for, between WebSockets on one side and readers on the other.
final class LiveSessions {
    private static let subprotocol = "laurel.live.v1", path = "/live"

    /// A WebSocket whose viewer is not known yet, or is.
    private struct Socket {
        let request: HTTPRequest
        var caller: Caller?
        /// Messages that came before the viewer was known; bounded.
        var waiting: [[UInt8]] = []
    }

    let projection: Projection
    var pages = PageCache()
    /// Calls that wait for a board to be read.
    var waiting: [() -> Void] = []
    private let services: Services
    private let loop: WebLoop
    private static let mostWaitingBytes = 16 << 10, mostWaitingMessages = 32
    private var sockets: [ConnectionID: Socket] = [:]
    private var timer: (at: Int64, id: WebLoop.TimerID)?
    /// The turn of the loop in which was written last, and whether another one is asked for.
    private var writtenTurn: UInt32?
    private var goesOn = false
    /// Writes in a turn: so many take about a millisecond, after which requests and commits have theirs.
    private static let writesInTurn = 256
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 16)

    init(_ projection: Projection, _ services: Services, _ loop: WebLoop) {
        self.projection = projection
        self.services = services
        self.loop = loop
        perform(projection.start(at: now))
        work()
        scheduleTurn()
        scheduleRecheck()
    }

    deinit { buffer.deallocate() }

    var now: ClockReading { ClockReading(time: services.clock(), ticks: Int64(loop.now)) }

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

    func opened(_ id: ConnectionID, _ site: Site) {
        guard let socket = sockets[id] else { return }
        site.authentication.identify(socket.request, site) { [unowned self] caller in
            switch caller {
            case .success(let caller): admit(id, caller)
            // Not known who it is: they come back, and stay signed in.
            case .failure: close(id, .unavailable)
            }
        }
    }

    private func admit(_ id: ConnectionID, _ caller: Caller) {
        guard var socket = sockets[id] else { return }
        // A token without the scope to read has nothing to look at.
        guard Access.signedIn().withScreens.allows(caller), caller.person?.owesSecondFactor != true else { return close(id, .notSignedIn) }
        loop.know(id)
        socket.caller = caller
        let waiting = socket.waiting
        socket.waiting = []
        sockets[id] = socket
        projection.open(LiveConnectionID(rawValue: id.bits), caller.viewer)
        waiting.forEach { received($0, from: id) }
    }

    func received(_ text: [UInt8], from id: ConnectionID) {
        guard let socket = sockets[id] else { return }
        guard socket.caller != nil else {
            // A stranger's messages wait no longer than it takes to see who it is, and are no more than a page sends at once.
            guard socket.waiting.count < Self.mostWaitingMessages, socket.waiting.reduce(text.count, { $0 + $1.count }) <= Self.mostWaitingBytes else {
                return close(id, .tooManyMessages)
            }
            sockets[id]?.waiting.append(text)
            return
        }
        projection.receive(LiveConnectionID(rawValue: id.bits), text, at: now)
        work()
    }

    func writable(_ id: ConnectionID) {
        projection.writable(LiveConnectionID(rawValue: id.bits))
        work()
    }

    func closed(_ id: ConnectionID) {
        sockets[id] = nil
        projection.closed(LiveConnectionID(rawValue: id.bits), at: now)
    }

    /// Everybody is told when to come back, so that they do not all come at once: a thousand in a second, and nobody before one is over.
    func stopping() {
        // Other nodes are there: whoever comes back at once finds one.
        guard services.cluster == nil else { return closeAll(.goingAway) }
        let latest = 2_000 + sockets.count
        for id in sockets.keys {
            loop.close(id, LiveClose.restarting.rawValue, "\(LiveClose.restarting.reason); back in \(Int.random(in: 1_000...latest)) ms")
        }
    }

    private func close(_ id: ConnectionID, _ code: LiveClose) { loop.close(id, code.rawValue, code.reason) }

    private func closeAll(_ code: LiveClose) {
        for id in sockets.keys { close(id, code) }
    }

    /// Ends the WebSockets of those who may look no longer; or, with another code, of those who may come back with other rights.
    func end(_ code: LiveClose = .notSignedIn, where isOver: (Caller) -> Bool) {
        let over = sockets.filter { $0.value.caller.map(isOver) ?? false }
        projection.end(over.keys.map { LiveConnectionID(rawValue: $0.bits) }, code)
        work()
    }

    /// Those whose rights are known.
    func watching(where isMeant: (Caller) -> Bool) -> [ConnectionID] { sockets.filter { $0.value.caller.map(isMeant) ?? false }.map(\.key) }

    /// Looks anew whether somebody may watch; who may no longer, or as somebody else, is closed. `then` is called once.
    func look(at id: ConnectionID, _ site: Site, _ then: @escaping () -> Void) {
        guard let socket = sockets[id], let before = socket.caller else { return then() }
        site.authentication.identify(socket.request, site) { [unowned self] caller in
            defer { then() }
            // Where it cannot be known, it is as it was.
            guard sockets[id] != nil, case .success(let now) = caller else { return }
            let isAllowed = Access.signedIn().withScreens.allows(now) && now.person?.owesSecondFactor != true
            if !isAllowed { return endOne(id, .notSignedIn) }
            // They come back with their new rights.
            if now.actor != before.actor || now.role != before.role || now.screen?.shows != before.screen?.shows { endOne(id, .goingAway) }
        }
    }

    private func endOne(_ id: ConnectionID, _ code: LiveClose) {
        projection.end([LiveConnectionID(rawValue: id.bits)], code)
        work()
    }

    // MARK: What happens

    func committed(_ committed: Committed) {
        perform(projection.commit(committed, at: now))
        work()
    }

    /// Says a word of recognition to everyone who listens.
    func celebrate(_ member: MemberID, _ words: String, from: Actor) {
        projection.celebrate(member, words, from: from, at: now)
        work()
    }

    /// Turns periods whose end has come before the timer says so, and sees who has left.
    func catchUp() {
        let actions = projection.catchUp(at: now)
        guard !actions.isEmpty else { return }
        perform(actions)
        work()
    }

    // MARK: What is to be done

    private func perform(_ actions: [ProjectionAction]) {
        for action in actions {
            switch action {
            case .publish(let id): write(id)
            case .end(let id, let code): close(ConnectionID(bits: id.rawValue), code)
            case .endAll(let code): closeAll(code)
            case .read(let query): read(query)
            case .forgetPages: pages.forget()
            case .askAgain: askAgain()
            case .tell(let leader): services.deliveries?.tell(EventType.newLeader, of: leader.member.text, leader.data)
            }
        }
    }

    /// Does what has become due, and sets the timer for what comes next. A turn of the loop writes to some; what commits bring until
    /// the others have their turn goes out to them in the same write.
    func work() {
        let isWritten = writtenTurn == loop.turn
        let tick = projection.tick(at: now, most: isWritten ? 0 : Self.writesInTurn)
        if tick.isMore { goOn() }
        wake(at: tick.wake)
        perform(tick.actions)
    }

    private func goOn() {
        guard !goesOn else { return }
        goesOn = true
        loop.after(0) { [unowned self] in
            goesOn = false
            work()
        }
    }

    private func wake(at time: Int64?) {
        guard time != timer?.at else { return }
        if let timer { loop.cancel(timer.id) }
        timer = time.map { time in
            let id = loop.after(max(1, Int(time - now.ticks))) { [unowned self] in
                timer = nil
                work()
            }
            return (time, id)
        }
    }

    private func write(_ id: LiveConnectionID) {
        writtenTurn = loop.turn
        let count = projection.take(id, into: buffer, at: now)
        guard count > 0 else { return }
        let connection = ConnectionID(bits: id.rawValue)
        guard loop.write(connection, copying: UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return }
        // Most writes leave at once: waiting for a turn of the loop for each would cost as much as the write.
        if !loop.isClear(connection) || !projection.taken(id) { loop.requestWritable(connection) }
    }

    /// Reads a board on a reader's thread; the projection hears of it.
    private func read(_ query: BoardQuery) {
        services.runtime.readers.read { [services] reader in
            let found = Result { try query.read(reader.get()) }
            services.onWeb { $0.live.install(found, of: query) }
        }
    }

    private func install(_ found: Result<StoredBoard, any Error>, of query: BoardQuery) {
        if case .failure(let error) = found { Log.error("board \(query.key.board) \(query.key.period) cannot be read: \(error)") }
        let actions = projection.install(found, of: query, at: now)
        // Those who follow the board have it before those who ask for it again.
        work()
        perform(actions)
    }

    /// Opens the periods that begin when the running ones end.
    private func scheduleTurn() {
        guard let next = projection.nextTurn else { return }
        let wait = min(max(next.microseconds(since: services.clock()) / 1_000 + 1, 1), 3_600_000)
        loop.after(Int(wait)) { [unowned self] in
            catchUp()
            scheduleTurn()
        }
    }

    /// Who may look no longer is gone within seconds: sessions and tokens end by time, people leave, roles change.
    private func scheduleRecheck() {
        loop.after(2_000) { [unowned self] in
            catchUp()
            projection.recheck(at: now)
            work()
            scheduleRecheck()
        }
    }
}
