import Examples
import Foundation
import Identity
import JSON
import PointsEngine
import Testing

@testable import Store

/// Names and attributes stand beside what is sealed: they can go, and every seal still holds.
@Suite struct ForgettingTests {
    let folder: Folder
    private static let secrets = ["尉遲敬德", "Yuchi the Second", "13800138000", "yuchi@example.com", "thirty-eight"]

    init() throws { folder = try Folder() }

    /// An office in which somebody was named three times, worked and left.
    private func office() throws -> Office {
        let office = try Office(folder)
        try office.work()
        try office.commit([
            PutMember(
                id: "e-7", name: Self.secrets[0], team: "east", joined: office.now.adding(seconds: -86_400),
                attributes: ["phone": .string(Self.secrets[2]), "grade": 3])
        ])
        // Enough of the like for rows to move from page to page.
        for number in 0..<300 {
            try office.commit([PutMember(id: MemberID("n-\(number)"), name: "Somebody \(number)", team: "west", attributes: ["note": .string(String(repeating: "x", count: 40))])])
        }
        var change = ChangeMember(id: "e-7")
        (change.name, change.attributes) = (Self.secrets[1], ["mail": .string(Self.secrets[3])])
        try office.commit([change])
        change = ChangeMember(id: "e-7")
        change.attributes = ["size": .string(Self.secrets[4])]
        try office.commit([change, try Example.sale("S-9", of: "e-7", amount: 9_000, customer: "C-9", at: office.now)])
        change = ChangeMember(id: "e-7")
        change.left = office.now.adding(seconds: 3_600)
        try office.commit([change])
        try office.wait(days: 2)
        return office
    }

    private func verify(_ database: Database) -> VerificationReport {
        Verification.verify(database, reader: Example.reader, scratch: folder.file("scratch.db"))
    }

    private func found(in path: String) throws -> [String] {
        try [path, path + "-wal"].filter { FileManager.default.fileExists(atPath: $0) }.flatMap { file in
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            return Self.secrets.filter { bytes.range(of: Data($0.utf8)) != nil }
        }
    }

    @Test func `what is sealed holds no name`() throws {
        let office = try office()
        let bodies = try office.database.connection.rows("SELECT body FROM command WHERE subject = 'e-7' AND source IS NULL") { $0.text(0) }
        #expect(bodies.count == 4)
        #expect(!bodies.contains { body in Self.secrets.contains { body.contains($0) } })
        #expect(verify(office.database).findings == [])
    }

    @Test func `nothing is left of who is forgotten, in no page and no log, and all holds`() throws {
        let office = try office(), path = office.database.path
        try office.database.connection.emptyLog()
        #expect(try Set(found(in: path)) == Set(Self.secrets), "what is to vanish is there")
        try office.commit([ForgetMember("e-7")])
        try office.database.connection.emptyLog()
        #expect(try found(in: path) == [])
        let report = verify(office.database)
        #expect(report.findings == [] && report.obstacle == nil)
        #expect(try Rebuild.rebuild(office.database, reader: Example.reader, scratch: folder.file("scratch.db")) == [])
        #expect(verify(office.database).findings == [])
        // What came before is still read, by who reads the trail.
        let reader = try Reader(path)
        var filter = AuditFilter()
        filter.kinds = [PutMember.name, ChangeMember.name]
        filter.limit = 500
        let lines = try reader.audit(filter).filter { $0.subject == "e-7" }
        #expect(lines.count == 4 && lines.filter { $0.detail["forgotten"] == true }.count == 3)
        #expect(!lines.contains { $0.detail["name"] != nil || $0.detail["attributes"] != nil })
    }

    @Test func `work goes on, and is decided the same again`() throws {
        let office = try office()
        try office.commit([ForgetMember("e-7")])
        try office.commit([PutMember(id: "e-8", name: "Somebody new", team: "east"), try Example.sale("S-10", of: "li.na", amount: 500, at: office.now)])
        try office.wait(days: 40)
        #expect(verify(office.database).findings == [])
        #expect(try StoredFacts(of: office.database).members == office.memory.members)
    }

    @Test(arguments: [
        ("UPDATE personal SET body = replace(body, 'Second', 'Third')", "what stands beside it is not what it was sealed with"),
        ("UPDATE personal SET member = 'li.na' WHERE member = 'e-7'", "what stands beside it is not what it was sealed with"),
        ("DELETE FROM personal WHERE member = 'e-7'", "what it said of e-7 is missing"),
        ("INSERT INTO personal SELECT max(number), 'li.na', zeroblob(32), '{}' FROM command", "what stands beside it is not what it was sealed with"),
    ])
    func `a name changed behind the engines back is found`(_ sql: String, _ finding: String) throws {
        let office = try office()
        try office.database.connection.execute(sql)
        #expect(verify(office.database).findings.contains { $0.text == finding })
    }

    @Test func `a name that is there again is found`() throws {
        let office = try office()
        try office.database.connection.execute("CREATE TEMP TABLE before AS SELECT * FROM personal WHERE member = 'e-7'")
        try office.commit([ForgetMember("e-7")])
        try office.database.connection.execute("INSERT INTO personal SELECT * FROM temp.before")
        #expect(verify(office.database).findings.contains { $0.text == "what it said of e-7 is there again" })
    }

    /// What refers to accounts goes when theirs are written anew: none of it is left out.
    @Test func `forgetting one takes nothing of anybody else's account`() throws {
        let office = try Office(folder), connection = office.database.connection
        let tables = try connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") { $0.text(0) }
        let dependent = try tables.filter { table in
            try connection.rows("SELECT \"table\" FROM pragma_foreign_key_list(?)", table) { $0.text(0) }.contains("account")
        }
        #expect(Set(dependent).isSubset(of: Forgetting.tables) && dependent.contains("second_factor"))
    }
}
