import Examples
import Foundation
import Receivers
import Store
import Synchronization
import Testing

/// `kill -9` between a commit and its delivery, and between a delivery and its confirmation: at least once, never lost.
@Suite("A sender that is killed", .timeLimit(.minutes(10))) struct KilledSenderTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private final class Sender: Sendable {
        private let process: Mutex<Process?> = Mutex(nil)
        let input = Pipe(), output = Pipe()

        func start(_ database: String, _ url: String, _ sales: ClosedRange<Int>?) throws {
            let started = Process()
            // Products stand beside the bundle of the tests.
            started.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("sender")
            started.arguments = [database, url, "\(sales?.lowerBound ?? 1)", "\(sales?.upperBound ?? 0)"]
            (started.standardInput, started.standardOutput) = (input, output)
            try started.run()
            process.withLock { $0 = started }
        }

        func killNow() { process.withLock { if let running = $0 { kill(running.processIdentifier, SIGKILL) } } }

        /// What was acknowledged until it was gone.
        func acknowledged() -> [String] {
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.withLock { $0 }?.waitUntilExit()
            return text.split(separator: "\n").map { String($0.dropFirst(2)) }
        }

        func end() {
            try? input.fileHandleForWriting.close()
            _ = acknowledged()
        }
    }

    private func activities(_ receiver: Receiver) -> [String] {
        receiver.received.compactMap { request in
            guard let range = request.text.range(of: #""id":"S-"#) else { return nil }
            return "S-" + request.text[range.upperBound...].prefix { $0 != "\"" }
        }
    }

    @Test func `after the commit sends when it lives again`() throws {
        let receiver = Receiver { _, _ in .silence }
        let first = Sender()
        try first.start(folder.file("laurel.db"), receiver.url, 1...40)
        try eventually { receiver.received.count >= 1 }
        first.killNow()
        let acknowledged = first.acknowledged()
        receiver.answers { _, _ in .status(200) }
        let second = Sender()
        try second.start(folder.file("laurel.db"), receiver.url, nil)
        try eventually { Set(acknowledged).isSubset(of: Set(activities(receiver))) }
        second.end()
    }

    @Test func `before it could note what was taken sends that again, and loses nothing`() throws {
        for round in 0..<3 {
            let database = folder.file("laurel-\(round).db"), sender = Sender(), most = 3 + 7 * round
            // Killed after the request is here, and before the answer goes out.
            let receiver = Receiver { _, index in
                if index == most { sender.killNow() }
                return .status(200)
            }
            try sender.start(database, receiver.url, 1...60)
            try eventually { receiver.received.count > most }
            let acknowledged = Set(sender.acknowledged())
            let taken = try #require(receiver.received.dropFirst(most).first?.headers["webhook-id"])
            let second = Sender()
            try second.start(database, receiver.url, 61...65)
            try eventually { acknowledged.union((61...65).map { "S-\($0)" }).isSubset(of: Set(activities(receiver))) }
            #expect(receiver.received.filter { $0.headers["webhook-id"] == taken }.count >= 2)
            // Taken is not noted yet.
            try eventually { try Reader(database).deliveries.waiting(of: "erp", upTo: 1) == 0 }
            second.end()
            // What was confirmed is not sent by who comes next.
            let count = receiver.received.count, third = Sender()
            try third.start(database, receiver.url, 66...66)
            try eventually { activities(receiver).contains("S-66") }
            third.end()
            #expect(receiver.received.count - count <= 2, "a sale is two awards")
        }
    }
}
