import Glibc
import Mailboxes
import Synchronization

/// What the kernel can do: one thread writes the same bytes to many sockets, another reads them.
final class LoopbackWrites {
    private var readers: [LoadSocket] = []
    private var writers: [LoadSocket] = []
    private let poll: ReadyPoll

    init(_ count: Int) throws {
        poll = try ReadyPoll()
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = LoadSocket.loopback(0), length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port: UInt16? = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard bind(listener, address, length) == 0, listen(listener, 128) == 0, getsockname(listener, address, &length) == 0 else { return nil }
                return pointer.pointee.sin_port.bigEndian
            }
        }
        guard let port else { throw Trouble("cannot listen: errno \(errno)") }
        for index in 0..<count {
            readers.append(try LoadSocket(port: port))
            let accepted = accept(listener, nil, nil)
            guard accepted >= 0 else { throw Trouble("cannot accept: errno \(errno)") }
            writers.append(LoadSocket(descriptor: accepted))
            try poll.add(readers[index].descriptor, index)
        }
    }

    /// Rounds of one write to each socket, each round begun when the last was read.
    func writesPerSecond(of bytes: Int, for seconds: Double) throws -> (rate: Double, latencies: [Double]) {
        let message = [UInt8](repeating: 0x20, count: max(1, bytes)), start = Stopwatch.now
        var sending = 0.0, rounds = 0, latencies: [Double] = []
        while rounds == 0 || Stopwatch.now - start < seconds {
            let begun = Stopwatch.now
            let thread = write(message)
            let last = try readAll(message.count, since: begun, &latencies)
            thread.join()
            sending += last - begun
            rounds += 1
        }
        return (Double(rounds * writers.count) / sending, latencies)
    }

    private func write(_ message: [UInt8]) -> PlainThread {
        let descriptors = writers.map(\.descriptor)
        return PlainThread("plain") {
            for descriptor in descriptors { _ = message.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) } }
        }
    }

    private func readAll(_ count: Int, since start: Double, _ latencies: inout [Double]) throws -> Double {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        var left = [Int](repeating: count, count: readers.count), waiting = readers.count
        while waiting > 0 {
            let ready = poll.wait(milliseconds: 10_000)
            guard !ready.isEmpty else { throw Trouble("plain writes do not arrive") }
            for index in ready {
                left[index] -= try readers[index].receive(into: buffer, waits: false)
                guard left[index] <= 0 else { continue }
                waiting -= 1
                latencies.append(Stopwatch.now - start)
            }
        }
        return Stopwatch.now
    }
}
