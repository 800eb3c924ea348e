import Identity
import JSON
import Mailboxes
import PointsEngine
import Runtime
import Store
import TestServer
import TestClients
import Testing

@testable import API

/// Failures are not answers: where too much waits, or the disk fails, it is 503 with `Retry-After`; nobody is signed out, and afterwards all
/// is well.
@Suite struct OverloadTests {
    /// Holds threads, so that what comes waits.
    private final class Hold: Sendable {
        private let begun = Signal(), gate = Signal()

        /// Takes the thread that calls.
        func wait() {
            begun.raise()
            gate.wait()
        }

        func isHeld() { begun.wait() }
        func end() { gate.raise() }
    }

    /// Two readers, for which so much may wait.
    private func laurel(reading: Int, password: String? = nil) throws -> ServerHarness {
        try ServerHarness(password: password, bounds: RuntimeBounds(readerThreads: 2, readings: reading))
    }

    /// Keeps every reader busy, and fills what may wait for them.
    private func fillReaders(of laurel: ServerHarness, waiting: Int) -> [Hold] {
        let holds = (0..<2).map { _ in Hold() }
        for (index, hold) in holds.enumerated() {
            laurel.runtime.readers.read(for: TurnHolder("held \(index)")) { _ in hold.wait() }
            hold.isHeld()
        }
        for index in 0..<waiting { laurel.runtime.readers.read(for: TurnHolder("waits \(index)")) { _ in } }
        return holds
    }

    private func expectOverloaded(_ answer: HTTPClient.Response, _ code: String = "overloaded", _ place: SourceLocation = #_sourceLocation) {
        #expect(answer.status == 503 && answer.code == code && answer.header("retry-after") != nil, "\(answer.status) \(answer.text)", sourceLocation: place)
    }

    @Test func `a full reader queue signs nobody out`() throws {
        let laurel = try laurel(reading: 10, password: "a long way to Qingdao")
        let rep = try laurel.rep, manager = try laurel.manager, nobody = try laurel.nobody, token = try laurel.token(["read"])
        let holds = fillReaders(of: laurel, waiting: 10)
        for caller in [rep, manager, token] { expectOverloaded(try caller.get("/members/me/balance")) }
        expectOverloaded(try rep.get("/session"))
        expectOverloaded(try rep.post("/recognitions", ["member": "wang.wei", "words": "well done"]))
        expectOverloaded(try nobody.post("/session", ["name": "li.na", "password": "a long way to Qingdao"]))
        expectOverloaded(try nobody.get("/session"))
        let live = try FeedClient(laurel, rep)
        #expect(try live.closeCode() == 4013)
        holds.forEach { $0.end() }
        #expect(eventually { try rep.get("/session").status == 200 })
        #expect(try manager.get("/members/li.na/balance").status == 200 && token.get("/boards").status == 200)
        // The try that was answered 503 was none.
        for _ in 0..<4 { #expect(try nobody.post("/session", ["name": "li.na", "password": "wrong"]).status == 401) }
        #expect(try nobody.post("/session", ["name": "li.na", "password": "a long way to Qingdao"]).status == 200)
    }

    @Test func `who asks for much leaves the others their turn`() throws {
        let laurel = try laurel(reading: 100)
        let greedy = try laurel.admin, rep = try laurel.rep
        #expect(try greedy.get("/session").status == 200 && rep.get("/session").status == 200)
        // One reader is held by one caller, and much waits for the same caller; another caller is served by the other.
        let hold = Hold()
        laurel.runtime.readers.read(for: TurnHolder("account admin", .second)) { _ in hold.wait() }
        hold.isHeld()
        let callers = try (0..<10).map { _ in try laurel.admin }
        for caller in callers { try caller.client.send("GET", "/api/v1/exports/entries.csv", headers: caller.reading) }
        for _ in 0..<20 { #expect(try rep.get("/members/me/statement").status == 200) }
        hold.end()
        for caller in callers { #expect(try caller.client.response().status == 200) }
    }

    @Test func `a full password pool is no failed try`() throws {
        let password = "a long way to Qingdao"
        let laurel = try ServerHarness(password: password) { $0.passwordsWaiting = 1 }
        let guesses = try (0..<40).map { _ in try laurel.nobody }
        for (index, caller) in guesses.enumerated() {
            try caller.sendOnly("POST", "/session", ["name": .string("stranger \(index)"), "password": "wrong"], key: "k")
        }
        let answers = try guesses.map { try $0.client.response() }
        let refused = answers.filter { $0.status == 503 }
        #expect(!refused.isEmpty && refused.count + answers.count { $0.status == 401 } == 40)
        refused.forEach { expectOverloaded($0) }
        let nobody = try laurel.nobody
        #expect(eventually { try nobody.post("/session", ["name": "li.na", "password": .string(password)]).status == 200 })
        // Each stranger whose try was not compared has all of their tries still.
        for (index, answer) in answers.enumerated() where answer.status == 503 {
            let again = try nobody.post("/session", ["name": .string("stranger \(index)"), "password": "wrong"])
            #expect(again.json["left"]?.int64 == 4)
            break
        }
    }

    @Test func `a full mailbox of the writer is said to be that and nothing that was taken is lost`() throws {
        let laurel = try ServerHarness(bounds: RuntimeBounds(submissions: 5))
        let callers = try (0..<12).map { _ in try laurel.token(["activities:write"]) }, sale = { (number: Int) in Sample.sale("S-\(number)", of: "li.na", amount: 10) }
        // Their first use is noted; that would wait in the box too.
        for caller in callers { #expect(try caller.post("/activities", sale(99)).status < 300) }
        #expect(eventually { laurel.runtime.waiting == 0 })
        let hold = Hold()
        try laurel.runtime.inspect { _, _ in hold.wait() }
        hold.isHeld()
        // The box holds five; the sixth and those after it are told at once, a batch of two as a whole.
        for index in 0..<5 {
            try callers[index].sendOnly("POST", "/activities", sale(index), key: "k")
            #expect(eventually { laurel.runtime.waiting == index + 1 })
        }
        for index in 5..<11 { expectOverloaded(try callers[index].post("/activities", sale(index))) }
        expectOverloaded(try callers[11].post("/activities", [sale(20), sale(21)]))
        hold.end()
        for index in 0..<5 { #expect(try callers[index].client.response().status == 201) }
        for index in 5..<11 { #expect(try callers[index].post("/activities", sale(index)).status == 201) }
        for index in 0..<11 { #expect(try callers[11].post("/activities", sale(index)).status == 200) }
    }

    @Test func `a board that cannot be read is not one that is not there`() throws {
        let laurel = try laurel(reading: 4)
        let rep = try laurel.rep, path = "/boards/points-month?period=2026-01"
        // Boards are read at the start, and wait in the same queue.
        #expect(eventually { try rep.get("/session").status == 200 })
        let holds = fillReaders(of: laurel, waiting: 4)
        expectOverloaded(try rep.get(path))
        holds.forEach { $0.end() }
        #expect(eventually { try rep.get(path).status == 200 })
        #expect(try rep.get("/boards/points-month?period=2026-13").status == 404)
    }

    @Test func `a long body of who may not send it is refused unread`() throws {
        let laurel = try ServerHarness()
        let length = ["Content-Length": "3000000", "Content-Type": "application/json"]
        let nobody = try laurel.nobody
        try nobody.client.send("POST", "/api/v1/activities", headers: length)
        expectRefusal(try nobody.client.response(), 401, "not-signed-in")
        let token = try laurel.token(["read"])
        try token.client.send("POST", "/api/v1/activities", headers: length.merging(token.writing) { $1 })
        expectRefusal(try token.client.response(), 403, "not-permitted")
        let rep = try laurel.rep
        try rep.client.send("POST", "/api/v1/activities", headers: length.merging(rep.reading) { $1 })
        expectRefusal(try rep.client.response(), 403, "not-permitted")
    }
}
