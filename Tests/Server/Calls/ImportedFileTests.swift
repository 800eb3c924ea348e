import Files
import Foundation
import JSON
import MadeFiles
import TestClients
import Testing
import TestServer

/// Files as people have them: looked at first, then imported by what was said of their columns.
@Suite("Imports of files that were looked at", .timeLimit(.minutes(10))) struct ImportedFileTests {
    static let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    private func upload(_ caller: TestCaller, _ path: String, _ bytes: [UInt8], _ media: String = "text/csv") throws -> HTTPClient.Response {
        try caller.send("POST", path, bytes, headers: ["Content-Type": media])
    }

    /// What the page sends of a look that needs no more words.
    private func choices(_ look: JSONValue, date: String? = nil) -> JSONValue {
        let columns = (look["columns"]?.array ?? []).map { column -> JSONValue in
            let isDate = ["time", "joined"].contains(column["meaning"]?.string)
            let order = isDate ? date.map { .string($0) } ?? column["dates"]?[0] ?? .null : .null
            return ["name": column["name"] ?? "", "meaning": column["meaning"] ?? "ignored", "date": order, "number": column["number"] ?? .null]
        }
        return ["columns": .array(columns), "type": "sale.won", "makes_people": look["makes_people"] ?? true]
    }

    @Test func `a workbook is looked at, tried and imported, and its map is known the next time`() throws {
        let laurel = try ServerHarness(), admin = try laurel.admin
        let file = MadeWorkbook([
            [.text("单号"), .text("负责人"), .text("成交日期"), .text("成交金额"), .text("客户")],
            [.text("S-1"), .text("li.na"), .number("46345", style: 1), .number("1200.5"), .text("甲")], [.text("S-2"), .text("nobody"), .number("46345", style: 1), .number("5"), .text("乙")],
        ]).bytes
        let look = try upload(admin, "/imports/look", file, Self.sheet).json
        #expect(look["kind"] == "workbook" && look["sheets"] == ["Sheet1"] && look["known"] == .null)
        #expect(look["columns"]?.array?.map { $0["meaning"]?.string } == ["activity", "member", "time", "amount", "customer"])
        #expect(try admin.put("/imports/maps/sales", choices(look)).json["map"]?.string?.contains("encoding: auto") == true)
        let tried = try upload(admin, "/imports?map=sales&dry_run=true", file, Self.sheet).json
        #expect(tried["recorded"] == 1 && tried["refused"] == 1 && tried["errors"]?[0]?["line"] == 3)
        #expect(try admin.get("/activities/one?source=/import/sales&id=S-1").status == 404)
        #expect(try upload(admin, "/imports?map=sales", file, Self.sheet).json["recorded"] == 1)
        #expect(try upload(admin, "/imports?map=sales", file, Self.sheet).json["duplicate"] == 1)
        #expect(try upload(admin, "/imports/look", file, Self.sheet).json["known"]?["id"] == "sales")
        #expect(try admin.get("/imports").items.map { "\($0["id"]?.string ?? "") \($0["kept"] == true)" } == ["sales true"])
        #expect(try admin.delete("/imports/maps/sales").status == 204)
        #expect(try upload(admin, "/imports?map=sales", file, Self.sheet).status == 404)
    }

    @Test func `day and month are asked for where nobody can tell`() throws {
        let laurel = try ServerHarness(), admin = try laurel.admin, file = Array("id;owner;date;amount\r\nS-1;li.na;03/04/2026;1.200,50\r\n".utf8)
        let look = try upload(admin, "/imports/look", file).json
        #expect(look["delimiter"] == ";" && look["columns"]?[2]?["dates"] == ["dmy", "mdy"] && look["columns"]?[3]?["number"] == "comma")
        var open = choices(look).object ?? [:]
        open["columns"] = .array((open["columns"]?.array ?? []).map { column in
            var column = column.object ?? [:]
            column["date"] = .null
            return .object(column)
        })
        expectRefusal(try admin.put("/imports/maps/x", .object(open)), 422, "malformed", at: "/columns/2/date")
        for (order, time) in [("dmy", "2026-04-03T04:00:00Z"), ("mdy", "2026-03-04T04:00:00Z")] {
            _ = try admin.put("/imports/maps/\(order)", choices(look, date: order))
            #expect(try upload(admin, "/imports?map=\(order)", file).json["recorded"] == 1)
            #expect(try admin.get("/activities/one?source=/import/\(order)&id=S-1").json["activity"]?["time"]?.string == time)
        }
    }

    @Test func `a file of people in GB 18030 makes people, and is told so`() throws {
        let laurel = try ServerHarness(), admin = try laurel.admin
        // 工号,姓名,部门 and one person, as Chinese Excel writes them.
        let file: [UInt8] = [0xB9, 0xA4, 0xBA, 0xC5, 0x2C, 0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xB2, 0xBF, 0xC3, 0xC5, 0x0D, 0x0A] + Array("w1,".utf8) + [0xC0, 0xEE, 0xC4, 0xC8] + Array(",east-1\r\n".utf8)
        let look = try upload(admin, "/imports/look", file).json
        #expect(look["encoding"] == "gb18030" && look["rows"]?[0]?[1] == "李娜")
        _ = try admin.put("/imports/maps/people", choices(look))
        let done = try upload(admin, "/imports?map=people", file).json
        #expect(done["members"] == 1 && done["counts"]?["members"]?["recorded"] == 1 && done["unmatched"] == 0)
        #expect(try admin.get("/members/w1").json["name"] == "李娜")
    }

    @Test func `what is no table is refused as a file, and a map of the rules folder keeps its name`() throws {
        let folder = try TestFolder(), path = folder.path
        try folder.write("imports/crm.yaml", "members: {id: row.agent}\n")
        let laurel = try ServerHarness { $0.options.rulesFolder = path }, admin = try laurel.admin
        for (bytes, words) in [([UInt8](), "empty"), ([0xD0, 0xCF, 0x11, 0xE0], "old .xls"), ([0x50, 0x4B, 0x03, 0x04, 0x00], "damaged"), (Array("a,a\n1,2\n".utf8), "a second column")] {
            let answer = try upload(admin, "/imports/look", bytes)
            #expect(answer.status == 422 && answer.code == "invalid-file" && answer.text.contains(words), "\(answer.text)")
        }
        expectRefusal(try admin.put("/imports/maps/crm", ["columns": [["name": "a", "meaning": "member"]]]), 409, "conflict", at: "name")
        expectRefusal(try admin.put("/imports/maps/x", ["columns": []]), 422, "malformed", at: "/columns")
        expectRefusal(try admin.put("/imports/maps/x", ["columns": [["name": "a", "meaning": "king"]]]), 422, "malformed", at: "/columns/0/meaning")
        expectRefusal(try upload(admin, "/imports?map=crm&sheet=x&encoding=klingon", []), 422, "malformed", at: "encoding")
        #expect(try upload(admin, "/imports?map=crm", MadeWorkbook(texts: [["agent"], ["w2"]]).bytes, Self.sheet).json["members"] == 1)
    }
}
