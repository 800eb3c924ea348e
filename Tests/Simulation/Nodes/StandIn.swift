import CommitLog
import Foundation
import Identity
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Store
import Synchronization

/// What a server of these trials knows without files: what it begins with, and every rule set that was published.
package final class Shelf: Sendable {
    package let programme: Programme
    private let rules: Mutex<[String: RuleSet]>

    package init(_ programme: Programme) {
        self.programme = programme
        let first = programme.book.set(at: .earliest)
        rules = Mutex([first.version: first])
    }

    func note(_ command: any Command) {
        guard let publication = (command as? any PublishingCommand)?.publication else { return }
        rules.withLock { $0[publication.set.version] = publication.set }
    }

    var reader: ProgrammeReader {
        ProgrammeReader(
            rules: { [self] _, version in
                guard let set = rules.withLock({ $0[version] }) else { throw DamagedRecord("rules \(version)") }
                return set
            },
            configure: { [programme] _, _, current in current ?? programme })
    }
}

/// A server that goes on when it is told to, alone or as a node.
final class StandIn {
    private final class Board: Sendable {
        let now: Mutex<Instant>
        let lines = Mutex<[String]>([])
        init(_ start: Instant) { now = Mutex(start) }
    }

    let name: String
    let runtime: SteppedRuntime
    private let board: Board
    private let folder: String

    init(_ name: String, at start: Instant, batchLimit: Int, _ shelf: Shelf, log: (@Sendable () throws(LogError) -> any SharedLog)? = nil) throws {
        self.name = name
        folder = NSTemporaryDirectory() + "laurel-node-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let board = Board(start)
        self.board = board
        var configuration = Runtime.Configuration(path: folder + "/laurel.db", clock: { board.now.withLock { $0 } })
        configuration.salt = { [UInt8](repeating: 7, count: 32) }
        configuration.seat = log.map { Seat(open: $0, reader: { shelf.reader }) }
        runtime = try SteppedRuntime(configuration, batchLimit: batchLimit) { database in
            if database.head.number == 0 { try database.record(Note(kind: Note.configured, subject: nil, detail: ["files": [:]]), by: .administrator, at: start) }
            return try database.programme(shelf.reader) ?? shelf.programme
        }
        // It is thrown away after a crash.
        try runtime.database.connection.execute("PRAGMA synchronous = OFF")
        runtime.follow { event in
            let told = event.commands.map { "\($0.number) \($0.at) \($0.actor.text)" }
            let entries = event.changes.entries.map { "\($0.number) \($0.member.text) \($0.points)" }
            board.lines.withLock { $0.append("\(event.head.number) \(event.head.hash) \(event.at): \(told); \(entries)") }
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// What it told of commits, in order.
    var lines: [String] { board.lines.withLock { $0 } }

    func setClock(_ now: Instant) { board.now.withLock { $0 = max($0, now) } }

    func verify(_ shelf: Shelf) -> [String] {
        Verification.verify(runtime.database, reader: shelf.reader, scratch: folder + "/scratch.db").findings.map { "\(name): \($0)" }
    }
}
