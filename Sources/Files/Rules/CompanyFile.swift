import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine

/// `company.yaml` (points.md, "`company.yaml`"). Every key has a default but `name` and `timezone`.
package enum CompanyFile {
    /// - Parameter defaultName: the name where the file need not give one, as in a scenario; nil: it must.
    package static func company(_ reader: YAMLReader, zones: ZoneDatabase, defaultName: String? = nil) throws -> Company {
        let map = try reader.mapping(expected: "a company: name, timezone …")
        let name = defaultName.map { map.optional("name", default: LocalizedText($0)) { try $0.localizedText() } }
            ?? map.required("name") { try $0.localizedText() }
        let calendar = Self.calendar(map, zones)
        let currency = map.optional("currency", default: "CNY") { try $0.parsed("an ISO 4217 code such as CNY", Self.currency) }
        let rates = map.optional("exchange_rates", default: [:], Self.exchangeRates)
        let pointValue = map.optional("point_value") { reader in
            let value = try reader.decimal()
            guard value > .zero else { throw reader.mismatch(expected: "a number above zero") }
            return value
        }
        let logo = map.optional("logo") { try $0.parsed("the path of a picture that was sent: /pictures/…", PictureID.init(path:)) }
        let workingDays = Self.workingDays(map)
        let languages = map.optional("languages", default: ["zh-Hans", "zh-Hant", "en"]) { try $0.listOrOne { try $0.identifier() } }
        let liveSince = map.optional("live_since") { try $0.day() }
        let lockAfter = map.optional("lock_after", default: .calendar(months: 0, days: 3)) { try $0.duration() }
        let overdraft = map.optional("overdraft", default: .allow) { reader in
            try reader.choice(["allow", "floor"]) == "floor" ? Overdraft.floor : .allow
        }
        let refundGrace = map.optional("refund_grace", default: .zero) { try $0.duration() }
        let warnings = map.optional("expiry_warnings") { try $0.list(upTo: 10) { try $0.duration() } }
        let limits = map.optional("limits", default: []) { try $0.list(upTo: 50, LimitReading.companyLimit) }
        let approvals = map.optional("approvals", Self.approvals)
        let publishing = map.optional("publishing", default: PublishingLadder(), Self.publishing)
        let kudos = map.optional("kudos", default: KudosRules(), KudosReading.rules)
        let interval = map.optional("live", default: 100, liveInterval)
        map.close()

        var company = Company(name: try name(), calendar: try calendar())
        company.currency = try currency()
        company.exchangeRates = try rates()
        company.pointValue = try pointValue()
        company.logo = try logo()?.path
        company.workingDays = try workingDays()
        company.languages = try languages()
        if company.exchangeRates[company.currency] != nil {
            throw map.failure(at: "exchange_rates", "\(company.currency) is the company's own currency", hint: "rates are those of other currencies in it")
        }
        company.liveSince = try liveSince()
        company.lockAfter = try lockAfter()
        company.overdraft = try overdraft()
        company.refundGrace = try refundGrace()
        company.expiryWarnings = try warnings() ?? company.expiryWarnings
        company.limits = try limits()
        company.approvals = try approvals() ?? company.approvals
        company.kudos = try kudos()
        company.publishing = try publishing()
        company.liveIntervalMilliseconds = try interval()
        return company
    }

    /// `{USD: 7.1}`: what one unit is worth in the company's currency.
    private static func exchangeRates(_ reader: YAMLReader) throws -> [String: Decimal] {
        let rates = try reader.byName(upTo: 200) { code, reader in
            guard currency(code) != nil else { throw reader.nameFailure("no currency: \"\(code)\"", expected: "an ISO 4217 code such as USD") }
            let rate = try reader.decimal()
            guard rate > .zero else { throw reader.mismatch(expected: "a number above zero") }
            return (code, rate)
        }
        return Dictionary(rates) { $1 }
    }

    private static func workingDays(_ map: YAMLMapping) -> Read<WorkingDays> {
        let week = map.optional("working_week", default: WorkingDays.usualWeek) { reader in
            let days = try reader.list(upTo: 7) { try $0.weekday() }
            guard !days.isEmpty else { throw reader.mismatch(expected: "at least one day of the week") }
            return Set(days)
        }
        let holidays = map.optional("holidays", default: []) { try $0.list(upTo: 2_000, Self.days).flatMap { $0 } }
        let workdays = map.optional("workdays", default: []) { try $0.list(upTo: 2_000, Self.days).flatMap { $0 } }
        guard case .value(let week) = week, case .value(let holidays) = holidays, case .value(let workdays) = workdays else { return .failed }
        return .value(WorkingDays(week: week, holidays: holidays, workdays: workdays))
    }

    /// A day, or a stretch of days of which the last is the day before `until`.
    private static func days(_ reader: YAMLReader) throws -> [Day] {
        guard reader.isMapping else { return [try reader.day()] }
        let map = try reader.mapping()
        let from = map.required("from") { try $0.day() }, until = map.required("until") { try $0.day() }
        map.close()
        let range = DayRange(try from(), until: try until())
        guard try from() < until(), range.count <= 366 else {
            throw map.failure(at: "until", "\"until\" is not later than \"from\", or more than a year", hint: "it is the first day that is worked again")
        }
        return range.eachDay.map { $0 }
    }

    private static func calendar(_ map: YAMLMapping, _ zones: ZoneDatabase) -> Read<CompanyCalendar> {
        let zone = map.required("timezone") { reader in
            let name = try reader.text(upTo: 64, expected: "an IANA time zone such as Asia/Shanghai")
            guard Zone(offset: name) == nil, let zone = zones.zone(named: name) else {
                throw reader.failure(
                    "no time zone \"\(name)\"", expected: "an IANA time zone such as Asia/Shanghai",
                    hint: Spelling.nearest(to: name, in: zones.names).map { "did you mean \"\($0)\"?" })
            }
            return zone
        }
        let weekStart = map.optional("week_start", default: .monday) { try $0.weekday() }
        let month = map.optional("fiscal_year_start", default: 1) { try $0.integer(in: 1...12) }
        let named = map.optional("fiscal_year_named", default: .start) { try $0.word(CompanyCalendar.FiscalYearName.self) }
        guard case .value(let zone) = zone, case .value(let weekStart) = weekStart, case .value(let month) = month, case .value(let named) = named else {
            return .failed
        }
        return .value(CompanyCalendar(zone: zone, weekStart: weekStart, fiscalYearStart: Int(month), fiscalYearNamed: named))
    }

    /// The ladder of authority: sizes rise, and only the last step has no end.
    private static func approvals(_ reader: YAMLReader) throws -> [Company.Approval] {
        let steps = try reader.list(upTo: 20) { Found(try approval($0), $0) }
        guard !steps.isEmpty else { throw reader.mismatch(expected: "at least one step: {by: manager}") }
        for (lower, upper) in zip(steps, steps.dropFirst()) {
            guard let bound = lower.value.upTo else {
                throw lower.reader.failure("only the last step has no \"up_to\"")
            }
            if let next = upper.value.upTo, next <= bound { throw upper.reader.failure("sizes rise: \(next) does not follow \(bound)") }
        }
        return steps.map(\.value)
    }

    private static func approval(_ reader: YAMLReader) throws -> Company.Approval {
        let map = try reader.mapping(expected: "{up_to: 5000, by: manager}")
        let upTo = map.optional("up_to") { try $0.points() }
        let by = map.required("by") { reader in
            let word = try reader.choice(["none"] + Role.allCases.map(\.rawValue))
            return Role(rawValue: word)
        }
        map.close()
        return Company.Approval(upTo: try upTo(), by: try by())
    }

    /// Who publishes what.
    private static func publishing(_ reader: YAMLReader) throws -> PublishingLadder {
        let map = try reader.mapping(expected: "{rules: manager, money: director, authority: finance, second: true}")
        let usual = PublishingLadder()
        let rules = map.optional("rules", default: usual.rules, publisher)
        let money = map.optional("money", default: usual.money, publisher)
        let authority = map.optional("authority", default: usual.authority, publisher)
        let second = map.optional("second", default: usual.needsSecond) { try $0.bool() }
        map.close()
        var ladder = PublishingLadder()
        (ladder.rules, ladder.money, ladder.authority, ladder.needsSecond) = (try rules(), try money(), try authority(), try second())
        return ladder
    }

    private static func publisher(_ reader: YAMLReader) throws -> Role {
        let word = try reader.choice(Role.allCases.filter { $0 >= .manager }.map(\.rawValue))
        return Role(rawValue: word) ?? .admin
    }

    private static func liveInterval(_ reader: YAMLReader) throws -> Int64 {
        let map = try reader.mapping(expected: "{interval: PT0.1S}")
        let interval = map.optional("interval", default: Int64(100)) { reader in
            guard case .exact(let microseconds) = try reader.duration(), (10_000...60_000_000).contains(microseconds) else {
                throw reader.mismatch(expected: "an exact duration from PT0.01S to PT1M")
            }
            return microseconds / 1_000
        }
        map.close()
        return try interval()
    }

    private static func currency(_ text: String) -> String? {
        text.utf8.count == 3 && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) } ? text : nil
    }
}
