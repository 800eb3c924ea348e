import CEv
import CLibwebsockets
import Glibc
import Mailboxes

/// The web thread: one libwebsockets context on one libev loop, and all connections.
///
/// libwebsockets does the sockets, TLS and buffering, in its raw role. HTTP and WebSocket are spoken here, because what 4.1.6 does of
/// them cannot be made strict from outside: it drops pings, takes unmasked frames, hangs on pipelined bodies, reads freed memory on a bad
/// Upgrade, and hangs up where a 4xx with a code is due. Born on its thread, not Sendable, and never leaves it.
package final class WebLoop {
    package let configuration: WebConfiguration
    package let waker: Waker
    let commands: Mailbox<Command>
    let loop: OpaquePointer
    var handler: (any WebHandler)?
    var writer: ResponseWriter
    var table = ConnectionTable()
    /// Where small responses are put together.
    var scratch: [UInt8] = []
    /// The connection whose event is being handled; it ends by what the callback returns.
    var serviced: ClientConnection?
    var doomed: [ConnectionID] = []
    var stopDeadline: Int?
    var totals = Statistics()
    let bodies: BodyBudget
    var addresses: AddressCounts
    private(set) var listeners: Listeners?
    private(set) var acceptors: [Acceptor] = []
    private var timers: [TimerID: LoopTimer] = [:]
    private var lastTimer = 0
    private var dateSecond = 0
    private let epoch = UInt32.random(in: .min ... .max)
    private var lastRequest: UInt32 = 0

    /// What other threads ask of this one.
    enum Command: Sendable {
        case answer(ReplyToken, Response)
        case stop(grace: Int)
    }

    /// - Throws: where the addresses cannot be listened on, or the certificate cannot be read.
    init(_ configuration: WebConfiguration, _ waker: Waker, _ commands: Mailbox<Command>) throws(WebServer.Failure) {
        guard let loop = ev_loop_new(UInt32(EVBACKEND_EPOLL)) else { throw .noEventLoop }
        self.configuration = configuration
        self.waker = waker
        self.commands = commands
        self.loop = loop
        bodies = BodyBudget(bytes: configuration.bodyBudget)
        addresses = AddressCounts(strangers: configuration.connectionsPerAddress, known: configuration.maximumConnections * 3 / 4)
        writer = ResponseWriter(headers: configuration.headers)
        do throws(WebServer.Failure) {
            listeners = try Listeners(configuration, loop: loop, owner: Unmanaged.passUnretained(self).toOpaque())
        } catch {
            ev_loop_destroy(loop)
            throw error
        }
        tellDate()
    }

    /// The port that is listened on; nil without TCP.
    package var port: UInt16? { listeners?.port }

    /// Serves until stopped, then gives everything back.
    func run(_ handler: any WebHandler) {
        self.handler = handler
        if let context = listeners?.context { waker.arm(context) }
        sweepRegularly()
        followCertificate()
        acceptors = makeAcceptors()
        acceptors.forEach { $0.begin() }
        ev_run(loop, 0)
        waker.disarm()
        timers.values.forEach { $0.stop() }
        timers = [:]
        acceptors = []
        listeners?.destroy()
        listeners = nil
        self.handler = nil
        ev_loop_destroy(loop)
    }

    /// Milliseconds on a clock that only goes forward.
    package var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }

    func nextRequestTag() -> RequestTag {
        lastRequest &+= 1
        return RequestTag(epoch: epoch, number: lastRequest)
    }

    /// Counts the turns of the loop.
    package var turn: UInt32 { ev_iteration(loop) }

    /// Whether one more is taken. By the Unix socket a few more are: the owner gets in when strangers hold all there is.
    func hasRoom(locally isLocal: Bool = false) -> Bool {
        guard let listeners, stopDeadline == nil else { return false }
        return table.count < listeners.maximumConnections + (isLocal ? Listeners.keptForTheOwner : 0)
    }

    /// What an operator wants to see. Totals since the start; connections as they are now, those that became WebSockets among them.
    package struct Statistics: Sendable {
        package internal(set) var connections = 0
        package internal(set) var webSockets = 0
        package internal(set) var requests = 0
        package internal(set) var refusals = 0
        /// Bytes that came, and that were given to the kernel, without those of TLS.
        package internal(set) var received = 0
        package internal(set) var sent = 0
    }

    package var statistics: Statistics {
        var statistics = totals
        statistics.connections = table.count
        return statistics
    }

    func isLocal(_ wsi: OpaquePointer) -> Bool {
        listeners?.unix != nil && lws_get_vhost(wsi) == listeners?.unix
    }

    func isNode(_ wsi: OpaquePointer) -> Bool {
        listeners?.nodes != nil && lws_get_vhost(wsi) == listeners?.nodes
    }

    // MARK: Timers

    package struct TimerID: Hashable, Sendable {
        let number: Int
    }

    /// Runs `action` once on this thread after that time, unless cancelled.
    @discardableResult
    package func after(_ milliseconds: Int, _ action: @escaping () -> Void) -> TimerID {
        lastTimer += 1
        let id = TimerID(number: lastTimer)
        timers[id] = LoopTimer(loop, milliseconds) { [unowned self] in
            timers[id] = nil
            action()
        }
        return id
    }

    package func cancel(_ id: TimerID) {
        timers.removeValue(forKey: id)?.stop()
    }

    private func sweepRegularly() {
        after(configuration.sweepInterval) { [unowned self] in
            tellDate()
            sweep()
            sweepRegularly()
        }
    }

    private func tellDate() {
        var seconds = time(nil)
        guard seconds != dateSecond else { return }
        dateSecond = seconds
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 40)
        let count = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
        writer.setDate(String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    // MARK: What other threads want

    /// Runs after every wake, and also when connections are accepted; it must be cheap when there is nothing to do.
    func woken() {
        reap()
        for command in commands.takeAll() {
            switch command {
            case .answer(let token, let response): answer(token, response)
            case .stop(let grace): stop(grace: grace)
            }
        }
        handler?.wake()
    }

    /// Ends a connection. One that is not being handled ends at the next wake: its callbacks must not run inside others.
    func doom(_ connection: ClientConnection) {
        guard !connection.isDoomed else { return }
        connection.isDoomed = true
        letGo(connection)
        guard serviced !== connection else { return }
        doomed.append(connection.id)
        if let context = listeners?.context { lws_cancel_service(context) }
    }

    /// Nothing that was begun for it is waited for any more.
    func letGo(_ connection: ClientConnection) {
        connection.cancellation?.cancel()
        connection.cancellation = nil
        connection.share = nil
    }

    private func reap() {
        guard !doomed.isEmpty else { return }
        let ending = doomed
        doomed = []
        for id in ending {
            guard let connection = table[id], serviced !== connection else { continue }
            lws_set_timeout(connection.wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC)
        }
    }

    // MARK: Stopping

    /// Nothing new is accepted; requests under way are answered, and those that were sent on connections that are kept; WebSockets are
    /// closed; what has only half come has a moment; after `grace` milliseconds what is left is cut off.
    private func stop(grace: Int) {
        guard stopDeadline == nil else { return }
        stopDeadline = now + grace
        acceptors.forEach { $0.end() }
        handler?.stopping()
        for connection in table.all {
            // Behind the last request that has come.
            connection.keepsAlive = connection.keepsAlive && connection.unused > 0
            switch connection.phase {
            case .webSocket: close(connection.id, configuration.stopCode)
            case .answering, .streaming: break
            case .head where connection.unused == 0: connection.deadline = now + configuration.stopLinger
            default: connection.deadline = min(connection.deadline, now + configuration.stopPatience)
            }
        }
        after(configuration.stopLinger) { [unowned self] in sweep() }
        endIfStopped()
    }

    /// So many milliseconds, or what is left of them when the server stops.
    func patience(_ milliseconds: Int) -> Int { stopDeadline == nil ? milliseconds : min(milliseconds, configuration.stopPatience) }

    func endIfStopped() {
        guard let stopDeadline, table.count == 0 || now >= stopDeadline else { return }
        ev_break(loop, Int32(EVBREAK_ALL))
    }
}
