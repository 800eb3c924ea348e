import Identity
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
        let languages = map.optional("languages", default: ["zh-Hans", "zh-Hant", "en"]) { try $0.listOrOne { try $0.identifier() } }
        let liveSince = map.optional("live_since") { try $0.day() }
        let lockAfter = map.optional("lock_after", default: .calendar(months: 0, days: 3)) { try $0.duration() }
        let overdraft = map.optional("overdraft", default: .allow) { try $0.parsed("allow or floor", Overdraft.init) }
        let refundGrace = map.optional("refund_grace", default: .zero) { try $0.duration() }
        let warnings = map.optional("expiry_warnings") { try $0.list(upTo: 10) { try $0.duration() } }
        let limits = map.optional("limits", default: []) { try $0.list(upTo: 50, LimitReading.companyLimit) }
        let approvals = map.optional("approvals", Self.approvals)
        let interval = map.optional("live", default: 100, liveInterval)
        map.close()

        var company = Company(name: try name(), calendar: try calendar())
        company.currency = try currency()
        company.languages = try languages()
        company.liveSince = try liveSince()
        company.lockAfter = try lockAfter()
        company.overdraft = try overdraft()
        company.refundGrace = try refundGrace()
        company.expiryWarnings = try warnings() ?? company.expiryWarnings
        company.limits = try limits()
        company.approvals = try approvals() ?? company.approvals
        company.liveIntervalMilliseconds = try interval()
        return company
    }

    private static func calendar(_ map: YAMLMapping, _ zones: ZoneDatabase) -> Read<CompanyCalendar> {
        let zone = map.required("timezone") { reader in
            let name = try reader.text(upTo: 64, expected: "an IANA time zone such as Asia/Shanghai")
            guard Zone(offset: name) == nil, let zone = zones.zone(named: name) else {
                throw reader.failure("no time zone \"\(name)\"", expected: "an IANA time zone such as Asia/Shanghai")
            }
            return zone
        }
        let weekStart = map.optional("week_start", default: .monday) { try $0.parsed("a day of the week such as monday", Weekday.init(name:)) }
        let month = map.optional("fiscal_year_start", default: 1) { try $0.integer(in: 1...12) }
        guard case .value(let zone) = zone, case .value(let weekStart) = weekStart, case .value(let month) = month else { return .failed }
        return .value(CompanyCalendar(zone: zone, weekStart: weekStart, fiscalYearStart: Int(month)))
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
            let words = ["none"] + Role.allCases.map(\.rawValue)
            return try reader.parsed("one of \(words.joined(separator: ", "))") { text -> Role?? in
                text == "none" ? .some(nil) : Role(rawValue: text).map { .some($0) }
            }
        }
        map.close()
        return Company.Approval(upTo: try upTo(), by: try by())
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
