import Examples
import Identity
import Ledger
import Periods
import PointsEngine
import RuleEngine
import Store
import Testing

@Suite struct QueryTests {
    let folder: Folder
    let office: Office
    let reader: Reader

    init() throws {
        folder = try Folder()
        office = try Office(folder)
        try office.work()
        reader = try Reader(folder.file("laurel.db"))
    }

    // MARK: Statements

    @Test(arguments: ["li.na", "wang.wei", "zhang.min"])
    func `a statement ends with what is available`(_ member: String) throws {
        let lines = try reader.statement(of: MemberID(member))
        let newest = try #require(lines.first)
        let wallet = try office.facts.wallet(MemberID(member))
        #expect(newest.balance == wallet.available(at: office.now) + wallet.pending(at: office.now))
        for (line, below) in zip(lines, lines.dropFirst()) { #expect(line.balance == below.balance + line.entry.points) }
        #expect(lines.last.map { $0.balance == $0.entry.points } ?? false)
        #expect(lines.map(\.entry.number) == lines.map(\.entry.number).sorted(by: >))
        #expect(lines.map(\.entry) == office.memory.entries.filter { $0.member == MemberID(member) }.reversed())
    }

    @Test func `points that wait are told in the balance`() throws {
        let line = try #require(try reader.statement(of: "li.na").first { $0.entry.points == 50 && $0.usable != nil })
        #expect(line.waiting == 50)
    }

    @Test func `the balance runs over lines that are not asked for`() throws {
        let all = try reader.statement(of: "wang.wei")
        var filter = StatementFilter()
        filter.kind = .expiry
        let expiries = try reader.statement(of: "wang.wei", filter)
        #expect(!expiries.isEmpty)
        #expect(expiries == all.filter { $0.entry.kind == .expiry })
    }

    @Test func `pages of a statement together are the whole`() throws {
        var filter = StatementFilter()
        filter.limit = 2
        var pages: [StatementLine] = []
        while case let page = try reader.statement(of: "li.na", filter), let last = page.last {
            #expect(page.count <= 2)
            pages += page
            filter.before = last.entry.number
        }
        #expect(try pages == reader.statement(of: "li.na"))
    }

    // MARK: Activities

    @Test func `activities come by member type and time`() throws {
        func ids(_ set: (inout ActivityFilter) -> Void) throws -> [String] {
            var filter = ActivityFilter()
            set(&filter)
            // What Laurel noticed of customers comes between them.
            return try reader.activities(filter).map(\.activity.key).filter { $0.source.text != "laurel" }.map(\.id.text)
        }
        #expect(try Set(ids { _ in }) == ["S-1", "S-2", "S-3", "T-1", "S-1-lost", "S-4", "S-5"])
        #expect(try ids { $0.member = "li.na" } == ["S-4", "S-1-lost", "T-1", "S-1"])
        #expect(try ids { $0.type = "training.passed" } == ["T-1"])
        #expect(try ids { $0.from = Example.start.adding(seconds: 1); $0.member = "wang.wei" } == ["S-5"])
        #expect(try ids { $0.until = Example.start.adding(seconds: 1) }.count == 4)
    }

    @Test func `pages of activities together are the whole`() throws {
        var filter = ActivityFilter()
        filter.limit = 3
        var pages: [Recorded] = []
        while case let page = try reader.activities(filter), let last = page.last {
            pages += page
            filter.before = .init(time: last.activity.time, number: last.number)
        }
        #expect(try pages == reader.activities())
        #expect(pages.count == office.memory.activities.count)
    }

    @Test func `an activity tells its decision and its fate`() throws {
        let recorded = try #require(try reader.recorded(ActivityKey(source: "/crm", id: "S-1")))
        #expect(recorded == office.memory.activities[recorded.activity.key])
        #expect(recorded.fate == .reversed(by: ActivityKey(source: "/crm", id: "S-1-lost")))
    }

    // MARK: Requests, people, audit, reports

    @Test func `requests come by kind member and state`() throws {
        func ids(_ set: (inout RequestFilter) -> Void) throws -> Set<String> {
            var filter = RequestFilter()
            set(&filter)
            return Set(try reader.requests(filter).map(\.id.text))
        }
        #expect(try ids { $0.kind = "redemption" } == ["r-1"])
        #expect(try ids { $0.member = "wang.wei" } == ["a-1"])
        #expect(try ids { _ in } == Set(office.memory.requests.keys.map(\.text)))
        #expect(try ids { $0.states = [.requested] } == Set(office.memory.requests.values.filter(\.isOpen).map(\.id.text)))
        #expect(try reader.openRequestCount() == office.memory.requests.values.count(where: \.isOpen))
    }

    @Test func `wallets and people are read as they were committed`() throws {
        for (id, member) in office.memory.members {
            #expect(try reader.member(id) == member)
            #expect(try reader.wallet(id) == office.facts.wallet(id))
            #expect(try reader.tierStanding(id) == office.memory.tierStandings[id])
        }
        #expect(try reader.teams().count == office.memory.teams.count)
        #expect(try reader.tiers() == office.memory.tiers())
        #expect(try reader.head() == office.database.head)
    }

    @Test func `the audit trail leaves out activities unless they are asked for`() throws {
        let lines = try reader.audit()
        #expect(!lines.isEmpty && lines.allSatisfy { $0.kind != "record" })
        #expect(lines.map(\.number) == lines.map(\.number).sorted(by: >))
        var filter = AuditFilter()
        filter.kinds = ["decide"]
        let decision = try #require(try reader.audit(filter).first)
        #expect(decision.subject?.contains("S-3") == true)
        #expect(decision.actor == .member("chen.jie"))
        #expect(decision.detail["comment"] == "checked")
        filter.kinds = ["record"]
        #expect(try reader.audit(filter).count == office.memory.activities.count)
    }

    @Test func `reports add up to the entries`() throws {
        let end = office.now.adding(seconds: 1)
        let kinds: Set<EntryKind> = [.award, .bonus, .adjustment, .reversal]
        let earned = office.memory.entries.filter { kinds.contains($0.kind) }.reduce(0) { $0 + $1.points }
        for grouping in [ReportGrouping.rule, .team, .member] {
            #expect(try reader.earned(from: .earliest, until: end, by: grouping).reduce(0) { $0 + $1.points } == earned)
        }
        #expect(try reader.spent(from: .earliest, until: end, by: .reward).map { [$0.key, "\($0.points)"] } == [["mug", "60"]])
        let owed = try reader.liability(at: office.now, byTeam: true).reduce(0) { $0 + $1.available + $1.pending }
        #expect(owed == office.memory.entries.reduce(0) { $0 + $1.points })
    }

    @Test func `a report by month has a line for each month`() throws {
        let calendar = try Example.programme().calendar
        let first = calendar.period(.month, containing: Example.start)
        let months = [first, calendar.next(after: first)].compactMap { $0 }
        let lines = try reader.earned(from: first.start, until: office.now, by: .periods(months))
        #expect(lines.map(\.key).contains("2026-02"))
    }
}
