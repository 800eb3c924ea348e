import Files
import Foundation
import Identity
import JSON
import MadeFiles
import Periods
import PointsEngine
import RuleEngine
import Testing

@Suite("Guesses about tables") struct TableTests {
    private static func bytes(_ text: String, _ encoding: String) throws -> [UInt8] {
        let process = Process(), input = Pipe(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/iconv")
        process.arguments = ["-f", "UTF-8", "-t", encoding]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        return try Array(output.fileHandleForReading.readToEnd() ?? Data())
    }

    static let hans = "订单编号,销售,成交日期,金额,客户\nSO-1,李娜,2026-11-20,100,上海某某有限公司\nSO-2,王伟,2026-11-21,200,北京某公司\n"
    static let hant = "訂單編號,業務員,成交日期,金額,客戶\nSO-1,李娜,2026-11-20,100,台北某某股份有限公司\nSO-2,王偉,2026-11-21,200,高雄某公司\n"

    @Test(arguments: [
        (hans, "UTF-8", CSVFormat.Encoding.utf8), (hans, "GB18030", .gb18030), (hans, "GBK", .gb18030), (hant, "BIG5", .big5), (hant, "UTF-8", .utf8), (hant, "UTF-16LE", .utf16LE),
        (hans, "UTF-16BE", .utf16BE), ("id,name\n1,Ann\n", "UTF-8", .utf8), ("id,name\n1,Zoë\n2,Ann\n", "UTF-16LE", .utf16LE), ("\u{FEFF}姓名\n李\n", "UTF-16LE", .utf16LE),
        ("姓名;部门\n张伟;华东\n", "GB18030", .gb18030), ("姓名\t部門\n張偉\t業務部\n", "BIG5", .big5), ("这里没有认识的列名,只是普通的句子\n因为我们想知道,它是什么\n", "GB18030", .gb18030),
        ("這裡沒有認識的欄名,只是普通的句子\n因為我們想知道,它是什麼\n", "BIG5", .big5),
    ]) func `the encoding is seen`(text: String, name: String, encoding: CSVFormat.Encoding) throws {
        let bytes = try Self.bytes(text, name)
        #expect(TableGuess.encoding(of: bytes[...], isWhole: true) == encoding)
        let look = try TableLook(TableSource(bytes, named: "f", .guessed), named: "f")
        let first = text.drop { $0 == "\u{FEFF}" }.prefix { $0 != "\n" }.split { ",;\t".contains($0) }.map(String.init)
        #expect(look.columns.map(\.name) == first)
        #expect(look.faults.isEmpty)
    }

    @Test(arguments: [
        ("a,b\n1,2\n", ","), ("a;b\n1,5;2,5\n3,5;4,5\n", ";"), ("a\tb\tc\n1\t2\t3\n", "\t"), ("a|b\n1|2\n", "|"), ("a\n1\n2\n", ","), ("\"x;y\",b\n\"1;2\",3\n", ","),
        ("sep=;\na;b\n1;2\n", ";"), ("name;note\nAnn;a, b, c\nBob;d, e\n", ";"),
    ] as [(String, Character)]) func `the delimiter is seen`(text: String, delimiter: Character) throws {
        let format = TableForm.guessed.format(of: Array(text.utf8), isWhole: true)
        #expect(format.delimiter == delimiter.asciiValue)
        let look = try TableLook(TableSource(Array(text.utf8), named: "f", .guessed), named: "f")
        #expect(!look.rows.isEmpty && look.faults.isEmpty && !look.columns.contains { $0.name.contains("sep=") })
    }

    @Test(arguments: [
        (["2026-11-21", "2026/1/2"], [DateOrder.ymd]), (["20261121"], [.ymd]), (["2026年11月21日", "2026年1月2号"], [.ymd]), (["21/11/2026", "03/04/2026"], [.dmy]),
        (["11/21/2026", "03/04/2026"], [.mdy]), (["03/04/2026"], [.dmy, .mdy]), (["03/04/26 9:05"], [.dmy, .mdy]), (["13/04/26"], [.dmy]) , (["21.11.2026 23:59:59"], [.dmy]), (["Nov 21, 2026"], [.mdy]),
        (["21 Nov 2026", "3 March 2026"], [.dmy]), (["民國115年11月21日"], [.roc]), (["115/11/21"], [.roc]), (["2026-11-21T09:00:00+08:00"], [.ymd]), (["2026/11/21 下午 3:05"], [.ymd]),
        (["11/21/2026 3:05 PM"], [.mdy]), (["hello"], []), (["31/31/2026"], []), (["2026-02-29"], []), (["2024-02-29"], [.ymd]), (["12345"], []), (["2026-11-21 25:00"], []), ([""], []),
    ]) func `the order of day and month is seen, or asked for`(texts: [String], orders: [DateOrder]) {
        #expect(DateOrder.allCases.filter(DateText.orders(of: texts).contains) == orders)
    }

    @Test(arguments: [
        ("3/4/2026", DateOrder.dmy, "2026-04-03"), ("3/4/2026", .mdy, "2026-03-04"), ("11/21/2026 3:05 PM", .mdy, "2026-11-21 15:05"), ("12:00 AM", .mdy, nil),
        ("2026/11/21 上午 12:30:15", .ymd, "2026-11-21 00:30:15"), ("民國115年3月4日", .roc, "2026-03-04"), ("1/2/69", .dmy, "2069-02-01"), ("1/2/70", .dmy, "1970-02-01"),
        ("2026-11-21 09:00:30.123", .ymd, "2026-11-21 09:00:30"), (" 2026-11-21 ", .ymd, "2026-11-21"), ("2026-11-21T09:00:00Z", .ymd, "2026-11-21T09:00:00Z"),
    ] as [(String, DateOrder, String?)]) func `a date is written as one`(text: String, order: DateOrder, iso: String?) {
        #expect(DateText.iso(text, order) == iso)
    }

    @Test(arguments: [
        ("1,234.50", NumberForm.point, "1234.5"), ("¥1,234.50", .point, "1234.5"), ("１２３４", .point, "1234"), ("(1,000)", .point, "-1000"), ("1.234,50", .comma, "1234.5"), ("€ 1.234,50", .comma, "1234.5"),
        ("12,34,567", .point, "1234567"), ("1,2", .point, nil), ("1234,5", .comma, "1234.5"), ("$5", .point, "5"), ("NT$5,000", .point, "5000"), ("5000 元", .point, "5000"), ("abc", .point, nil),
        ("", .point, nil), ("1,234,56", .point, nil), ("-7", .point, "-7"), ("+7", .point, "7"), ("1'000'000", .point, "1000000"), (",5", .point, nil),
    ] as [(String, NumberForm, String?)]) func `a number is read as people write it`(text: String, form: NumberForm, plain: String?) {
        #expect(NumberText.plain(text, form) == plain)
    }

    @Test(arguments: [
        ("Deal Owner", ColumnMeaning.member), ("owner_id", .member), ("销售人员", .member), ("業務員", .member), ("姓名", .memberName), ("部門", .team), ("成交金额（元）", .amount), ("金額", .amount),
        ("Close Date", .time), ("closeDate", .time), ("訂單編號", .activity), ("客戶名稱", .customer), ("Product", .product), ("入职日期", .joined), ("大区", .parentTeam), (" 备注 ", nil), ("", nil),
    ] as [(String, ColumnMeaning?)]) func `names of columns are known in three languages`(name: String, meaning: ColumnMeaning?) {
        #expect(ColumnNames.meaning(of: name) == meaning)
    }

    private static let zones = ZoneDatabase { _ in nil }

    private func look(_ text: String) throws -> TableLook { try TableLook(TableSource(Array(text.utf8), named: "f", .guessed), named: "f") }

    @Test(arguments: [
        hans, hant, "工号,姓名,部门,大区,入职日期\n001,李娜,一部,华东,2024/1/5\n", "姓名\n李娜\n", "\"Order \"\"No\"\"\",Owner,Close Date,Amount,It's \\ odd\n1,ann,2026-11-20,\"1,000\",x\n",
        "Owner,Date,Amount\nann,2026-11-20,5\n",
    ]) func `what is proposed is a map that holds and fits its file`(text: String) throws {
        let look = try look(text), map = try ImportMap(MapProposal(look).yaml(named: "mine"), file: "mine.yaml", zones: Self.zones)
        let plan = try map.bound(to: look.columns.map(\.name), lookups: [], calendar: CompanyCalendar(zone: .utc))
        var rows = 0
        try look.source.forEachRecord(onHeader: { _ in }) { result in
            let row = plan.row(try result.get())
            #expect(row.fault == nil && !row.items.isEmpty, "\(row.fault?.message ?? "nothing")")
            rows += 1
        }
        #expect(rows > 0 && plan.leftOut.isEmpty)
    }

    @Test func `columns of a sale become an activity`() throws {
        let look = try look("单号,销售,日期,金额,客户,备注\nA-1,li.na,2026/11/20,\"1,200.50\",甲,急\n")
        let map = try ImportMap(MapProposal(look).yaml(named: "mine"), file: "mine.yaml", zones: Self.zones)
        let plan = try map.bound(to: look.columns.map(\.name), lookups: [], calendar: CompanyCalendar(zone: .utc))
        var activities: [Activity] = []
        try look.source.forEachRecord(onHeader: { _ in }) { result in activities += plan.row(try result.get()).items.compactMap { ($0.command as? RecordActivity)?.activity } }
        let activity = try #require(activities.first)
        #expect(activity.key.source.text == "/import/mine" && activity.key.id.text == "A-1" && activity.type == "sale.won" && activity.subject?.text == "li.na")
        #expect(activity.time.rfc3339 == "2026-11-20T12:00:00Z")
        #expect(activity.data["amount"] == .number(Decimal(parsing: "1200.5") ?? 0) && activity.data["customer"] == "甲" && activity.data["备注"] == "急")
    }

    @Test func `nobody guesses which is the month, and two columns are not one thing`() throws {
        let look = try look("销售,日期,金额\nli.na,03/04/2026,5\n")
        #expect(look.columns[1].dates == [.dmy, .mdy])
        #expect(throws: MapProposal.Fault.ambiguousDate("日期")) { try MapProposal(look).yaml(named: "x") }
        let member = MapProposal.Column(name: "a", meaning: .member)
        #expect(throws: MapProposal.Fault.twice(.member)) { try MapProposal(columns: [member, MapProposal.Column(name: "b", meaning: .member)]).yaml(named: "x") }
        #expect(throws: MapProposal.Fault.missing(.time)) { try MapProposal(columns: [member, MapProposal.Column(name: "b", meaning: .amount)]).yaml(named: "x") }
        #expect(throws: MapProposal.Fault.missing(.member)) { try MapProposal(columns: [MapProposal.Column(name: "b", meaning: .time, date: .ymd)]).yaml(named: "x") }
        #expect(throws: MapProposal.Fault.nothing) { try MapProposal(columns: [MapProposal.Column(name: "b", meaning: .data)]).yaml(named: "x") }
    }

    @Test func `a cell that is no date of its column loses its row alone`() throws {
        let map = try ImportMap("dates: {d: dmy}\nnumbers: {n: comma}\nmembers: {id: row.m, joined: row.d, attributes: {n: decimal(row.n)}}\n", file: "m.yaml", zones: Self.zones)
        let plan = try map.bound(to: ["m", "d", "n"], lookups: [], calendar: CompanyCalendar(zone: .utc))
        var faults: [String?] = []
        try TableSource(Array("m;d;n\na;03/04/2026;1.000,5\nb;04/13/2026;1\nc;;x\n".utf8), named: "f", .guessed).forEachRecord(onHeader: { _ in }) {
            faults.append(plan.row(try $0.get()).fault?.message)
        }
        #expect(faults == [nil, "\"04/13/2026\" is no date such as 21/11/2026", "\"x\" is no number such as 1.234,50"])
    }

    @Test func `a sheet is a table, below its title`() throws {
        let made = MadeWorkbook([
            [.text("十一月销售")], [.text("单号"), .text("销售"), .text("日期"), .text("金额")], [.text("A"), .text("li.na"), .number("46346", style: 1), .number("1200.5")], [],
            [.text("B"), .text("wang.wei"), .number("46347", style: 1), .number("7"), .text("too wide")],
        ])
        let look = try TableLook(TableSource(made.bytes, named: "f", .guessed), named: "f")
        #expect(look.columns.map(\.meaning) == [.activity, .member, .time, .amount] && look.columns[2].dates == [.ymd])
        #expect(look.rows == [["A", "li.na", "2026-11-20", "1200.5"]] && look.faults.map(\.line) == [5])
        #expect(throws: Diagnostics.self) { try TableSource(made.bytes, named: "f", TableForm(sheet: "none")) }
        #expect(throws: Diagnostics.self) { try TableLook(TableSource(MadeWorkbook([MadeWorkbook.Sheet]()).bytes, named: "f", .guessed), named: "f") }
        #expect(throws: Diagnostics.self) { try TableLook(TableSource(MadeWorkbook([[]]).bytes, named: "f", .guessed), named: "f") }
    }
}
