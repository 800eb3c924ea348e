import Files
import Foundation
import Identity
import Imports
import JSON
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Synchronization
import Testing

/// Real files with customers: what they are in each quarter is computed once more, by sums of cents and texts of dates alone.
@Suite struct CustomerFilesTests {
    private static let shared: URL = {
        if let path = ProcessInfo.processInfo.environment["LAUREL_SHARED"] { return URL(filePath: path) }
        return URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardizedFileURL
    }()
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

    private static func isThere(_ file: String) -> Bool { FileManager.default.isReadableFile(atPath: path(file)) }
    private static func path(_ file: String) -> String { shared.appending(path: "datasets/\(file)").path() }

    private static let accounts = """
        customers:
          id: row.account
          name: row.account
          attributes: {sector: row.sector, location: row.office_location}
        """

    private static let resellers = """
        customers:
          id: row.ResellerKey
          name: row.ResellerName
          attributes: {kind: row.BusinessType, country: row.Country_Region}
        """

    private static let employees = "members: {id: row.EmployeeKey, name: row.FirstName + \" \" + row.LastName}"

    private static let lines = """
        order: [row.OrderDate, row.SalesOrderNumber, row.ProductKey]
        activities:
          source: '"/erp"'
          id: row.SalesOrderNumber + "-" + row.ProductKey
          type: '"order.line"'
          time: row.OrderDate
          member: row.EmployeeKey
          data: {amount: decimal(row.SalesAmount), customer: row.ResellerKey}
        """

    @Test(.enabled(if: isThere("orders/orders.csv"), "the shared data sets are not here: set LAUREL_SHARED"))
    func `the resellers of 20,814 order lines are in each quarter of the class that sums by hand give them`() throws {
        let time = try Timeline(rules: Self.package.appending(path: "Tests/Imports/customer-rules").path(), from: "2017-06-30T12:00:00Z")
        #expect(try time.load(Self.path("orders/employees.csv"), by: Self.employees).refusals.isEmpty)
        let resellers = try time.load(Self.path("orders/resellers.csv"), by: Self.resellers)
        #expect(resellers.refusals.isEmpty)
        let orders = try time.load(Self.path("orders/orders.csv"), by: Self.lines)
        #expect(orders.refusals.isEmpty)
        #expect(orders.summary.activities.recorded == 20_814)
        try time.pass(to: "2019-12-31T12:00:00Z")

        let table = try Rows(Self.path("orders/orders.csv"), customer: "ResellerKey", date: "OrderDate", amount: "SalesAmount")
        #expect(table.byCustomer.count == 420)
        try expect(time, table, known: resellers.summary.customers.recorded, seen: ["A", "B", "C"])
    }

    @Test(.enabled(if: isThere("crm/accounts.csv"), "the shared data sets are not here: set LAUREL_SHARED"))
    func `the 85 accounts of the pipeline are in each quarter of the class that sums by hand give them`() throws {
        let text = try String(contentsOf: Self.package.appending(path: "Rules/imports/crm-pipeline.yaml"), encoding: .utf8)
        let time = try Timeline(rules: Self.package.appending(path: "Tests/Imports/customer-rules").path(), from: "2016-12-30T12:00:00Z")
        #expect(try time.load(Self.path("crm/sales_teams.csv"), by: text).refusals.isEmpty)
        let accounts = try time.load(Self.path("crm/accounts.csv"), by: Self.accounts)
        #expect(accounts.summary.customers.recorded == 85 && accounts.refusals.isEmpty)
        let sales = try time.load(Self.path("crm/sales_pipeline.csv"), by: text)
        #expect(sales.summary.activities.recorded == 4_238 && sales.refusals.isEmpty)
        try time.pass(to: "2018-12-31T12:00:00Z")

        let table = try Rows(Self.path("crm/sales_pipeline.csv"), customer: "account", date: "close_date", amount: "close_value") { $0["deal_stage"] == "Won" }
        #expect(table.byCustomer.count == 85)
        try expect(time, table, known: 85, seen: ["A", "B", "C"])
    }

    /// The class of each customer after each review, the owner, and who is lost.
    private func expect(_ time: Timeline, _ table: Rows, known: Int, seen: Set<String>) throws {
        let customers = time.customers
        #expect(customers.count >= known)
        var classes: Set<String> = []
        for (id, rows) in table.byCustomer {
            let customer = try #require(customers[CustomerID(id)], "\(id)")
            for quarter in table.quarters {
                let expected = Rows.customerClass(of: rows, throughQuarter: quarter)
                classes.insert(expected)
                let found = customer.customerClass(at: time.review(after: quarter))
                #expect(found == expected, "\(id) in \(quarter / 4)-Q\(quarter % 4 + 1)")
            }
            #expect(customer.orders.last?.description == rows.map(\.date).max(), "\(id)")
            #expect(customer.isLost, "\(id): nothing was ordered for a year")
        }
        #expect(classes == seen)
        // Who never bought anything is of the last class, and was never new.
        for (id, customer) in customers where table.byCustomer[id.text] == nil {
            #expect(customer.customerClass == "C" && !customer.orders.hadFirst && !customer.isLost, "\(id)")
        }
        #expect(time.noticed("laurel.customer.new") == table.byCustomer.count)
        #expect(time.noticed("laurel.customer.lost") - time.noticed("laurel.customer.regained") == table.byCustomer.count)
    }
}

/// A file read by a few lines that know nothing of the program: a customer, a date and cents.
private struct Rows {
    struct Row {
        let date: String
        let cents: Int
        /// Quarters since the year 0.
        let quarter: Int
    }

    private(set) var byCustomer: [String: [Row]] = [:]
    /// From that of the first row to three after that of the last.
    private(set) var quarters: ClosedRange<Int> = 0...0

    init(_ path: String, customer: String, date: String, amount: String, where isWanted: ([String: String]) -> Bool = { _ in true }) throws {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).map(String.init)
        let names = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        var all: [Int] = []
        for line in lines.dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let row = Dictionary(zip(names, cells)) { first, _ in first }
            guard isWanted(row), let day = row[date], let id = row[customer] else { continue }
            let parts = day.split(separator: "-").compactMap { Int($0) }
            let quarter = parts[0] * 4 + (parts[1] - 1) / 3
            byCustomer[id, default: []].append(Row(date: day, cents: Self.cents(row[amount] ?? ""), quarter: quarter))
            all.append(quarter)
        }
        quarters = try #require(all.min())...(try #require(all.max()) + 3)
    }

    private static func cents(_ text: String) -> Int {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let fraction = parts.count > 1 ? (parts[1] + "00").prefix(2) : "00"
        return (Int(parts[0]) ?? 0) * 100 + (Int(fraction) ?? 0)
    }

    /// The twelve months that end with a quarter are four quarters.
    static func customerClass(of rows: [Row], throughQuarter last: Int) -> String {
        let year = rows.filter { last - 3...last ~= $0.quarter }
        let cents = year.reduce(0) { $0 + $1.cents }
        if cents >= 6_000_000, year.count >= 20 { return "A" }
        return cents >= 1_000_000 ? "B" : "C"
    }
}

/// An engine whose clock goes with the dates of what is imported, so that reviews come when they would have come.
private final class Timeline: ImportSink {
    private let engine: Mutex<MemoryEngine>
    private let rules: RulesFolder

    init(rules path: String, from start: String) throws {
        rules = try RulesFolder.load(path, zones: ZoneFiles.database())
        let now = try #require(Instant(rfc3339: start))
        var programme = Programme(company: rules.company, book: RuleBook(rules.ruleSet), boards: rules.boards, liveSince: now)
        programme.configure(rules.configuration)
        engine = Mutex(MemoryEngine(programme, now: now))
    }

    func load(_ path: String, by text: String) throws -> (summary: ImportSummary, refusals: [ImportRefusal]) {
        var refusals: [ImportRefusal] = []
        let run = ImportRun(into: self, onRefusal: { refusals.append($0) })
        let map = try ImportMap(text, file: "map.yaml", zones: ZoneFiles.database())
        return (try ImportFile(path, by: map, calendar: rules.company.calendar).carryOut(run), refusals)
    }

    func send(_ items: [ImportedRow.Item], reply: @escaping @Sendable ([ImportVerdict]) -> Void) {
        reply(engine.withLock { engine in items.map { Self.verdict(of: $0, &engine) } })
    }

    private static func verdict(of item: ImportedRow.Item, _ engine: inout MemoryEngine) -> ImportVerdict {
        do {
            if let activity = (item.command as? RecordActivity)?.activity { try engine.advance(to: activity.time) }
            let number = engine.facts.nextCommand()
            return ImportVerdict(Reply(try engine.carryOut(item.command, by: .administrator), number: number), of: item)
        } catch {
            return .unavailable("\(error)")
        }
    }

    func names() -> ImportNames { ImportNames() }

    func pass(to time: String) throws {
        let time = try #require(Instant(rfc3339: time))
        try engine.withLock { try $0.advance(to: time) }
    }

    var customers: [CustomerID: Customer] { engine.withLock { $0.facts.customers } }

    func noticed(_ type: String) -> Int { engine.withLock { $0.facts.activities.values.count { $0.activity.type == type } } }

    /// The instant at which the classes of a quarter have been reviewed.
    func review(after quarter: Int) -> Instant {
        let calendar = rules.company.calendar, next = quarter + 1
        let start = Day(year: next / 4, month: next % 4 * 3 + 1, day: 1) ?? .earliest
        return calendar.fromBoundary(calendar.zone.firstInstant(of: start), rules.company.lockAfter)
    }
}
