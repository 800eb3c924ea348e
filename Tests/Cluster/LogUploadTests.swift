import Cluster
import CommitLog
import PostgreSQL
import PostgresServer
import Testing

@Suite("What is moved into a log", .enabled(if: PostgresServer.programs != nil, "PostgreSQL is not installed"))
struct LogUploadTests {
    private let target: String
    private let place: PostgreSQLLog.Place

    init() throws {
        target = try PostgresServer.newDatabase()
        place = PostgreSQLLog.Place(target, node: "tool", lease: .seconds(600))
    }

    private func open(_ node: String) throws -> PostgreSQLLog { try PostgreSQLLog(.init(target, node: node, lease: .seconds(600))) }

    @Test func `is in it as it was, with its entries, and whoever takes the lease goes on behind it`() throws {
        let commits = (1...9).map { MadeCommit.commit($0, commands: $0 % 3 + 1) }
        let upload = try LogUpload(place, after: .start)
        try upload.add(Array(commits.prefix(4)))
        try upload.add(Array(commits.dropFirst(4)))
        #expect(try upload.finish(aside: [5, 6]) == LogPosition(seal: 9, aside: 1))
        let contents = try LogContents(place)
        #expect(try contents.commits(after: 0, limit: 5) == Array(commits.prefix(5)).map(\.withoutPersonal))
        #expect(try contents.commits(after: 5, limit: 64) == Array(commits.dropFirst(5)).map(\.withoutPersonal))
        #expect(try contents.strays(after: commits.last?.seal).isEmpty && contents.strays(after: commits.first?.seal).map(\.table) == ["command", "entry", "seal"])
        let node = try open("a")
        let records = try node.read(after: .start, limit: 64)
        #expect(records == commits.map(\.record) + [.aside([5, 6], at: LogPosition(seal: 9, aside: 1))])
        #expect(try node.take()?.head == LogPosition(seal: 9, aside: 1))
        try node.begin(MadeCommit.commit(10, commands: 1, after: commits))
        try node.finish()
        #expect(try node.lease().head == LogPosition(seal: 10, aside: 0))
    }

    @Test func `is not there when it did not come to its end`() throws {
        do {
            let upload = try LogUpload(place, after: .start)
            try upload.add([MadeCommit.commit(1, commands: 2)])
        }
        #expect(try LogContents(place).commits(after: 0, limit: 9).isEmpty)
        #expect(try LogContents(place).strays(after: nil).isEmpty)
        // The next one begins where this one did.
        let upload = try LogUpload(place, after: .start)
        try upload.add([MadeCommit.commit(1, commands: 2)])
        #expect(try upload.finish(aside: nil) == LogPosition(seal: 1, aside: 0))
    }

    @Test func `is refused where the log ends elsewhere, or somebody leads`() throws {
        let node = try open("a")
        _ = try node.take()
        #expect(throws: LogUpload.Refused.led(by: "a")) { try LogUpload(place, after: .start) }
        try node.begin(MadeCommit.commit(1, commands: 1))
        try node.finish()
        try node.release()
        #expect(throws: LogUpload.Refused.endsElsewhere(LogPosition(seal: 1, aside: 0))) { try LogUpload(place, after: .start) }
        let upload = try LogUpload(place, after: LogPosition(seal: 1, aside: 0))
        try upload.add([MadeCommit.commit(2, commands: 1, after: [MadeCommit.commit(1, commands: 1)])])
        #expect(try upload.finish(aside: nil).seal == 2)
    }

    @Test func `nobody leads while it goes on, and the term that was is over`() throws {
        let a = try open("a"), b = try open("b")
        _ = try a.take()
        try a.release()
        let upload = try LogUpload(place, after: .start)
        try upload.add([MadeCommit.commit(1, commands: 1)])
        #expect(try b.lease().head == .start)
        _ = try upload.finish(aside: nil)
        #expect(throws: LogError.fenced) { try a.begin(MadeCommit.commit(1, commands: 1)) }
        #expect(try b.take()?.term == 3)
    }
}
