import CEpoll
import Glibc

/// Which of many sockets have something to read.
final class ReadyPoll {
    private let descriptor: Int32
    private var events = [epoll_event](repeating: epoll_event(), count: 1024)

    init() throws {
        descriptor = epoll_create1(0)
        guard descriptor >= 0 else { throw CLIError("no epoll: errno \(errno)") }
    }

    deinit { close(descriptor) }

    func add(_ socket: Int32, _ index: Int) throws {
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: UInt64(index)))
        guard epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event) == 0 else { throw CLIError("epoll: errno \(errno)") }
    }

    /// Calls `body` with the index of each that is ready, at most 1,024 at a time; answers how many. 0: none for so long.
    func wait(milliseconds: Int32, _ body: (Int) throws -> Void) throws -> Int {
        let count = Int(epoll_wait(descriptor, &events, Int32(events.count), milliseconds))
        for index in 0..<max(0, count) { try body(Int(events[index].data.u64)) }
        return max(0, count)
    }
}
