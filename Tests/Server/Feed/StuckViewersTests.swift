import Foundation
import JSON
import PointsEngine
import RuleEngine
import TestServer
import TestClients
import Testing

/// Viewers that never read (reliability.md): they hold little of the server, and hold up nobody.
@Suite struct StuckViewersTests {
    /// `LAUREL_STUCK=10000`: as many as are promised.
    private static let stuck = ProcessInfo.processInfo.environment["LAUREL_STUCK"].flatMap { Int($0) } ?? 60
    private static let readers = 6, sales = 110
    /// What may wait for one viewer, here and in the kernel.
    private static let mostQueued = 64 << 10

    @Test func `who never reads holds little and delays nobody`() throws {
        Descriptors.raiseLimit()
        let rules = try LivelyRules(), laurel = try ServerHarness(rules: rules.path, before: LivelyRules.members)
        let window: JSONObject = ["subscribe": "b", "board": "dense", "window": ["top": 50]]
        let stuck = try (0..<Self.stuck).map { _ in try FeedClient(laurel, laurel.manager, receiveBuffer: 2_048) }
        let readers = try (0..<Self.readers).map { _ in try FeedClient(laurel, laurel.manager) }
        for viewer in stuck + readers { try viewer.send(.object(window)) }
        var boards = try readers.map { SeenBoard(try $0.next("snapshot")) }
        var said = 0
        for number in 0..<Self.sales {
            // Whoever was last is first now: every row has another rank, and a message is as long as the board.
            let sale = try Activity(
                source: "/crm", id: "S-\(number)", type: "sale.won", time: ServerHarness.start, subject: LivelyRules.people[number % 18],
                data: ["amount": .number(Decimal(100 * (20 + number)))])
            try laurel.carryOut([RecordActivity(sale)])
            for index in readers.indices {
                let change = try readers[index].next("change")
                try boards[index].take(change)
                if index == 0 { said += change.bytes.count }
            }
        }
        #expect(Set(boards.map(\.seq)).count == 1 && boards[0].rows.count == 18)
        try #require(said > 2 * Self.mostQueued, "only \(said) bytes were said")
        for viewer in stuck.prefix(8) { #expect(try queued(viewer, upTo: boards[0].seq) <= Self.mostQueued) }
    }

    /// Now it reads: how many bytes had waited, until a fresh snapshot says where the board is.
    private func queued(_ viewer: FeedClient, upTo seq: Int64) throws -> Int {
        var bytes = 0, message: [UInt8] = []
        while true {
            let frame = try viewer.socket.frame()
            guard frame.opcode < 2 else { continue }
            message += frame.payload
            guard frame.isFinal else { continue }
            let value = try JSONValue.parse(message)
            if value["snapshot"]?["seq"]?.int64 == seq { return bytes }
            bytes += message.count
            message = []
        }
    }
}
