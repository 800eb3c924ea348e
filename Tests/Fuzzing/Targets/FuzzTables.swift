import Files
import Periods
import Workbooks

enum FuzzTables {
    private static let zones = ZoneDatabase { _ in nil }
    private static let calendar = CompanyCalendar(zone: .utc)

    /// Small bounds, so that what is large is met soon.
    private static let limits: WorkbookLimits = {
        var limits = WorkbookLimits()
        (limits.file, limits.part, limits.strings, limits.entries, limits.rows, limits.columns, limits.cell) = (1 << 20, 1 << 20, 1 << 18, 100, 2_000, 100, 4_096)
        return limits
    }()

    /// A workbook is refused with a sentence, or its rows come in order within their bounds, and are the same when it is read again.
    static func workbook(_ bytes: [UInt8]) throws {
        let workbook: Workbook
        do throws(WorkbookFailure) { workbook = try Workbook(bytes, limits: limits) } catch { return try expect(!error.description.isEmpty, "a failure without a sentence") }
        for sheet in workbook.sheets.prefix(5) { try expect(rows(workbook, sheet) == rows(workbook, sheet), "it reads otherwise the second time") }
    }

    private static func rows(_ workbook: Workbook, _ sheet: Workbook.Sheet) throws -> [SheetRow] {
        var rows: [SheetRow] = []
        do {
            try workbook.forEachRow(of: sheet) { row in
                guard rows.last.map({ $0.number < row.number }) ?? true, !row.cells.isEmpty, row.cells.count <= limits.columns else {
                    throw FuzzFinding(description: "row \(row.number) of \(row.cells.count) cells")
                }
                rows.append(row)
            }
        } catch is WorkbookFailure {}
        return rows
    }

    /// A table that nobody has described is refused with its place, or looked at; the map that is proposed for it holds, and fits it.
    static func table(_ bytes: [UInt8]) throws {
        let look: TableLook
        do throws(Diagnostics) {
            look = try TableLook(TableSource(bytes, named: "fuzz", .guessed), named: "fuzz")
        } catch {
            return try expect(error.all.allSatisfy { !$0.message.isEmpty }, "a diagnostic without a message")
        }
        for column in look.columns {
            try expect(column.dates.isEmpty || column.dates == DateOrder.allCases.filter(column.dates.contains), "orders twice")
        }
        guard let yaml = try? MapProposal(look).yaml(named: "fuzz") else { return }
        do throws(Diagnostics) {
            let map = try ImportMap(yaml, file: "fuzz.yaml", zones: zones)
            _ = try map.bound(to: look.columns.map(\.name), lookups: [], calendar: calendar)
        } catch {
            throw FuzzFinding(description: "the map that is proposed does not hold: \(error)")
        }
    }

    private static let maps: [HookMap] = [
        "each: body\nactivities: {source: '\"/a\"', id: string(item.id), type: '\"t\"', time: item.at, member: item.who, data: {all: item}}\n",
        "verify: {body: [token, a.b], secret: $X}\nmembers: {id: body.id, name: body.?name, attributes: {x: body}}\nteams: {id: body.team}\n",
        "each: 'type(body) == list ? body : [body]'\ncustomers: {id: 'json(item.text).id', potential: item.amount}\n",
    ].compactMap { try? HookMap($0, file: "fuzz.yaml", zones: zones) }

    /// What a CRM sends: the first byte chooses the map and the media type. It asks for things within bounds, or is told why not, the same each time.
    static func hook(_ bytes: [UInt8]) throws {
        guard let choice = bytes.first, maps.count == 3 else { return }
        let media = ["application/json", "application/x-www-form-urlencoded", ""][Int(choice >> 4) % 3], map = maps[Int(choice & 15) % maps.count]
        let delivery = HookDelivery(headers: [("X-A", "1")], mediaType: media, body: Array(bytes.dropFirst()))
        let parts: [HookMap.Part]
        do throws(HookFault) { parts = try map.parts(of: delivery, calendar) } catch { return try expect(!error.description.isEmpty, "a fault without a sentence") }
        try expect(parts.reduce(0) { $0 + $1.items.count } <= HookMap.mostItems, "too many things")
        try expect(parts.map(\.items.count) == map.parts(of: delivery, calendar).map(\.items.count), "it asks for something else the second time")
        let request = HookRequest(method: "POST", address: "/", query: [], delivery: delivery)
        try expect(map.verification?.accepts(request, secrets: ["a secret that nobody has sent"], at: .epoch) != true, "it is proven by nothing")
    }
}
