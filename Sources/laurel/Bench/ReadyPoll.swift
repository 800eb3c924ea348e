import CEpoll
import Glibc

/// Which of many sockets have something to read.
final class ReadyPoll {
    private let descriptor: Int32
    private var events = [epoll_event](repeating: epoll_event(), count: 1024)

    init() throws {
        descriptor = epoll_create1(0)
        guard descriptor >= 0 else { throw Trouble("no epoll: errno \(errno)") }
    }

    deinit { close(descriptor) }

    func add(_ socket: Int32, _ index: Int) throws {
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: UInt64(index)))
        guard epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event) == 0 else { throw Trouble("epoll: errno \(errno)") }
    }

    /// The indices of those that are ready, at most 1,024; none after so long.
    func wait(milliseconds: Int32) -> [Int] {
        let count = epoll_wait(descriptor, &events, Int32(events.count), milliseconds)
        return (0..<max(0, Int(count))).map { Int(events[$0].data.u64) }
    }
}
