import Foundation
import JSON
import Mailboxes
import Periods
import SQLite
import Store
import TestClients
import TestServer
import Testing

@testable import API

@Suite(.serialized) struct ReportAbuseTests {
    let laurel: ServerHarness
    private static let words = "The orders of November in the north are invented; ask whoever signed them."
    private static let passphrase = "a long passphrase of audit"

    init() throws {
        laurel = try ServerHarness()
        #expect(try laurel.finance.post("/audit/key", ["passphrase": .string(Self.passphrase)]).status == 201)
    }

    private func report(_ caller: TestCaller? = nil, category: String = "fraud") throws -> String {
        let answer = try (caller ?? laurel.rep).post("/reports-of-abuse", ["category": .string(category), "text": .string(Self.words)])
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.json["receipt"]?.string)
    }

    private func open(_ passphrase: String = ReportAbuseTests.passphrase) throws -> HTTPClient.Response {
        try laurel.finance.post("/audit/reports/open", ["passphrase": .string(passphrase)])
    }

    /// Restarts the server on the next day: what is over goes into the database.
    private func nextDay() throws {
        laurel.stopServer()
        laurel.clock.now = laurel.clock.now.adding(seconds: 86_400)
        try laurel.startServer()
        #expect(eventually { try laurel.database().confidential().count > 0 && laurel.box().isEmpty })
    }

    @Test func `audit reads a report with the passphrase, answers it, and who has the receipt reads the answer and adds`() throws {
        let receipt = try report()
        #expect(receipt.split(separator: " ").count == 9)
        expectRefusal(try open("another passphrase"), 403, "not-permitted")
        let item = try #require(try open().items.first)
        #expect(item["category"]?.string == "fraud")
        #expect(item["day"]?.string == "2026-11-20")
        #expect(item["entries"]?[0]?["text"]?.string == Self.words)
        let id = try #require(item["id"]?.string)
        #expect(try laurel.finance.post("/audit/reports/answer", ["report": .string(id), "text": "Which orders?"]).status == 204)
        let seen = try laurel.nobody.post("/reports-of-abuse/lookup", ["receipt": .string(receipt.uppercased()), "text": "SO-17"]).json
        #expect(seen["entries"]?.array?.map { $0["kind"]?.string } == ["report", "answer", "addition"])
        #expect(seen["entries"]?[1]?["text"]?.string == "Which orders?")
        #expect(seen["entries"]?[0]?["text"]?.isNull == true)
        #expect(try open().items[0]["entries"]?.array?.compactMap { $0["text"]?.string }.contains("SO-17") == true)
        expectRefusal(try laurel.nobody.post("/reports-of-abuse/lookup", ["receipt": "nothing of the kind"]), 422, "malformed")
        expectRefusal(try laurel.nobody.post("/reports-of-abuse/lookup", ["receipt": .string(ReportReceipt.make().words)]), 404, "not-found")
    }

    @Test func `neither database nor log nor backup tells who, what, or when`() throws {
        let before = try laurel.trail()
        let seen = try laurel.seen(of: "li.na")
        laurel.clock.now = laurel.clock.now.adding(seconds: 3_137)
        let rep = try laurel.browser("li.na"), moment = laurel.clock.now
        let receipt = try report(rep)
        _ = try rep.post("/reports-of-abuse/lookup", ["receipt": .string(receipt)])
        // Nothing was written by anybody, and the session was not looked at.
        #expect(try laurel.trail() == before)
        #expect(try laurel.seen(of: "li.na") == seen)
        let numbers = try laurel.token(["admin"]).get("!/metrics").text
        #expect(!numbers.contains("reports-of-abuse"))
        try nextDay()
        for file in try laurel.files() {
            let bytes = try Data(contentsOf: URL(filePath: file))
            #expect(bytes.range(of: Data(Self.words.utf8)) == nil, "\(file)")
            #expect(bytes.range(of: Data(receipt.utf8)) == nil, "\(file)")
        }
        // The one line that the trail has of it is of the next day, and so is the row's seal.
        let added = try laurel.trail().dropFirst(before.count).filter { $0.kind != "due" }
        #expect(added.map(\.kind) == ["reports-kept"])
        #expect(added.allSatisfy { $0.actor == "system" && $0.address == nil && $0.recorded > moment.adding(seconds: 3_600) })
    }

    @Test func `a row holds what is sealed, a day and a category, and nothing else`() throws {
        _ = try report()
        let row = try #require(laurel.box().first)
        #expect(Mirror(reflecting: row).children.compactMap(\.label) == ["id", "thread", "kind", "day", "category", "sealed", "reply"])
        // Lengths tell nothing either.
        #expect(row.sealed.count % 1_024 == 48)
        let times = try FileManager.default.attributesOfItem(atPath: laurel.folder.path + "/laurel.db-reports")
        #expect((times[.modificationDate] as? Date)?.timeIntervalSince1970 == 0)
        #expect(times[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a category that is none is for audit alone`() throws {
        _ = try report(category: "wang.wei")
        #expect(laurel.box().first?.category == "other")
        #expect(try open().items[0]["entries"]?[0]?["text"]?.string?.hasPrefix("wang.wei") == true)
    }

    @Test func `a row that is removed or changed is found`() throws {
        _ = try report()
        _ = try report()
        try nextDay()
        #expect(try laurel.findings().isEmpty)
        for harm in ["DELETE FROM abuse_report WHERE number = 2", "DELETE FROM abuse_report WHERE number = 1", "UPDATE abuse_report SET category = 'data' WHERE number = 1"] {
            #expect(try !laurel.findings(after: harm).isEmpty, "\(harm)")
        }
    }

    @Test func `all together have one bucket`() throws {
        let answers = try (0..<25).map { _ in try laurel.nobody.post("/reports-of-abuse", ["category": "other", "text": "x"]).status }
        #expect(answers.filter { $0 == 429 }.count == 5)
        laurel.clock.now = laurel.clock.now.adding(seconds: 60)
        #expect(try laurel.nobody.post("/reports-of-abuse", ["category": "other", "text": "x"]).status == 201)
    }

    @Test func `without a key of audit nothing is taken`() throws {
        let bare = try ServerHarness()
        #expect(try bare.nobody.get("/reports-of-abuse").json["open"]?.bool == false)
        expectRefusal(try bare.nobody.post("/reports-of-abuse", ["category": "fraud", "text": "x"]), 422, "not-available")
    }

    @Test func `the passphrase is changed with the one before, and another key leaves old reports under theirs`() throws {
        _ = try report()
        expectRefusal(try laurel.finance.post("/audit/key", ["passphrase": "another long passphrase"]), 409, "conflict")
        expectRefusal(try laurel.finance.post("/audit/key", ["passphrase": "another long passphrase", "current": "wrong"]), 403, "not-permitted")
        #expect(try laurel.finance.post("/audit/key", ["passphrase": "another long passphrase", "current": .string(Self.passphrase)]).status == 201)
        expectRefusal(try open(), 403, "not-permitted")
        #expect(try open("another long passphrase").items[0]["entries"]?[0]?["text"]?.string == Self.words)
        #expect(try laurel.finance.post("/audit/key", ["passphrase": "the third long passphrase", "replace": true]).status == 201)
        #expect(try open("the third long passphrase").items[0]["entries"]?[0]?["text"]?.isNull == true)
        expectRefusal(try laurel.finance.post("/audit/key", ["passphrase": "short", "replace": true]), 422, "weak-password")
    }

    @Test func `a receipt is read as it was written, and not where a letter is wrong`() {
        for _ in 0..<200 {
            let receipt = ReportReceipt.make(), words = receipt.words
            #expect(ReportReceipt(words: words.replacing(" ", with: "-").uppercased())?.words == words)
            let wrong = (words.hasPrefix("b") ? "d" : "b") + words.dropFirst()
            #expect(ReportReceipt(words: wrong) == nil)
        }
    }
}

private struct TrailLine: Equatable {
    let kind: String
    let actor: String
    let address: String?
    let recorded: Instant
}

extension ServerHarness {
    fileprivate func database() throws -> Reader { try Reader(runtime.path) }

    fileprivate func box() -> [ConfidentialRow] { (try? ReportBox(beside: runtime.path).rows) ?? [] }

    fileprivate func trail() throws -> [TrailLine] {
        try sql("SELECT kind, actor, address, recorded FROM command ORDER BY number") {
            TrailLine(kind: $0.text(0), actor: $0.text(1), address: $0.optionalText(2), recorded: Instant(microseconds: $0.integer(3)))
        }
    }

    fileprivate func seen(of account: String) throws -> [Int64] { try sql("SELECT seen FROM session WHERE account = '\(account)' ORDER BY seen") { $0.integer(0) } }

    private func sql<Row>(_ sql: String, _ read: (Statement) throws -> Row) throws -> [Row] { try Connection(runtime.path, as: .reader).rows(sql, read: read) }

    /// All that is on disk, and a copy as backups are.
    fileprivate func files() throws -> [String] {
        let copy = folder.path + "/copy.db"
        let done = Signal()
        runtime.backUp(to: copy) { _ in done.raise() }
        done.wait()
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).map { folder.path + "/" + $0 }.filter { !$0.hasSuffix("-lock") }
    }

    /// What `verify` finds in a copy, after somebody has done something to it.
    fileprivate func findings(after harm: String? = nil) throws -> [Store.Finding] {
        let copy = folder.path + "/verified-\(UInt64.random(in: 0 ... .max)).db", done = Signal()
        runtime.backUp(to: copy) { _ in done.raise() }
        done.wait()
        let database = try Database(copy)
        if let harm {
            try database.connection.execute("DROP TRIGGER abuse_report_stays; DROP TRIGGER abuse_report_is_kept; \(harm)")
        }
        return Verification.verify(database, reader: nil, scratch: copy + "-scratch").findings
    }
}
