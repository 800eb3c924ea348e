import Files
import Identity
import JSON
import Periods
import PointsEngine
import Testing

@Suite("company.yaml")
struct CompanyFileTests {
    static func company(_ text: String, defaultName: String? = nil) throws -> Company {
        let findings = Findings()
        let document = try YAMLDocument(text, file: "company.yaml")
        let company = try? CompanyFile.company(YAMLReader(document, findings), zones: ZoneFiles.database(), defaultName: defaultName)
        return try findings.checked(company)
    }

    @Test
    func `Every key but name and timezone has its default`() throws {
        let company = try Self.company("name: A\ntimezone: Asia/Shanghai\n")
        #expect(company.calendar.weekStart == .monday)
        #expect(company.currency == "CNY")
        #expect(company.languages == ["zh-Hans", "zh-Hant", "en"])
        #expect(company.lockAfter.description == "P3D")
        #expect(company.overdraft == .allow)
        #expect(company.expiryWarnings.map(\.description) == ["P30D", "P7D", "P1D"])
        #expect(company.approvals == [.init(upTo: 500, by: nil), .init(upTo: nil, by: .manager)])
        #expect(company.publishing == PublishingLadder())
        #expect(company.liveIntervalMilliseconds == 100)
        #expect(company.exchangeRates.isEmpty)
        #expect(company.workingDays == WorkingDays())
        #expect(try Self.company("timezone: UTC", defaultName: "Scenario").name.text(in: []) == "Scenario")
    }

    @Test
    func `Every key is read`() throws {
        let company = try Self.company("""
            {name: {en: A}, timezone: America/New_York, week_start: sunday, fiscal_year_start: 4, fiscal_year_named: end, currency: USD, languages: [en], live_since: 2026-01-01,
             lock_after: PT12H, overdraft: floor, refund_grace: P7D, expiry_warnings: [P1D], limits: [{per: company, window: month, points: 5}],
             approvals: [{up_to: 5, by: none}, {up_to: 10, by: director}, {by: finance}], live: {interval: PT1S}}
            """)
        #expect(company.calendar.fiscalYearStart == 4)
        #expect(company.calendar.fiscalYearNamed == .end)
        #expect(company.calendar.weekStart == .sunday)
        #expect(company.liveSince == Day("2026-01-01"))
        #expect(company.overdraft == .floor)
        #expect(company.limits.map(\.name) == ["company/month"])
        #expect(company.authority(over: 7) == .director)
        #expect(company.liveIntervalMilliseconds == 1_000)
    }

    @Test
    func `Exchange rates and days of work are read`() throws {
        let company = try Self.company("""
            {name: A, timezone: UTC, currency: USD, exchange_rates: {EUR: 1.08, CNY: 0.14}, working_week: [monday, tuesday, wednesday, thursday, friday, saturday],
             holidays: [2026-01-01, {from: 2026-10-01, until: 2026-10-04}], workdays: [2026-10-11]}
            """)
        #expect(company.exchangeRates == ["EUR": 1.08, "CNY": 0.14])
        let october = DayRange(try #require(Day("2026-10-01")), until: try #require(Day("2026-11-01")))
        // 27 days but Sundays, without Thursday to Saturday of the first week, with one Sunday.
        #expect(company.workingDays.count(in: october) == 25)
        #expect(company.workingDays.contains(try #require(Day("2026-10-11"))))
        #expect(!company.workingDays.contains(try #require(Day("2026-01-01"))))
    }

    @Test(arguments: [
        "timezone: Asia/Shanghai", "{name: A}", "{name: A, timezone: '+08:00'}", "{name: A, timezone: ../etc}", "{name: A, timezone: UTC, week_start: Monday}",
        "{name: A, timezone: UTC, fiscal_year_start: 13}", "{name: A, timezone: UTC, currency: yuan}", "{name: A, timezone: UTC, overdraft: no}",
        "{name: A, timezone: UTC, publishing: {rules: rep}}", "{name: A, timezone: UTC, publishing: {second: maybe}}", "{name: A, timezone: UTC, publishing: {money: boss}}",
        "{name: A, timezone: UTC, publishing: {rule: admin}}", "{name: A, timezone: UTC, publishing: true}",
        "{name: A, timezone: UTC, approvals: []}", "{name: A, timezone: UTC, approvals: [{by: none}, {up_to: 5, by: manager}]}",
        "{name: A, timezone: UTC, approvals: [{up_to: 5, by: none}, {up_to: 5, by: manager}]}", "{name: A, timezone: UTC, approvals: [{by: boss}]}",
        "{name: A, timezone: UTC, limits: [{per: data.customer, window: day, points: 5}]}", "{name: A, timezone: UTC, live: {interval: P1D}}",
        "{name: A, timezone: UTC, live_since: 2026-01-01T00:00:00Z}", "{name: A, timezone: UTC, timezone_: UTC}", "[]", "",
    ])
    func `What does not hold is refused`(text: String) {
        #expect(throws: Diagnostics.self) { try Self.company(text) }
    }
}
