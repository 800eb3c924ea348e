import Foundation

/// A scenario that does not read: the place and what stands there.
package struct Unreadable: Error, CustomStringConvertible {
    package let description: String
}

private func need<T>(_ value: T?, _ what: String) throws(Unreadable) -> T {
    guard let value else { throw Unreadable(description: "missing or wrong: \(what)") }
    return value
}

extension Company {
    /// The head of a scenario file. Its defaults are those of `company.yaml`.
    package init(reading file: Tree) throws(Unreadable) {
        let company = try need(file["company"], "company")
        let zone = try need(company["timezone"]?.text.flatMap { TimeZone(identifier: $0) }, "timezone")
        let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        calendar = CompanyCalendar(
            zone: zone,
            weekStart: try need(weekdays.firstIndex(of: company["week_start"]?.text ?? "monday"), "week_start"),
            fiscalStart: company["fiscal_year_start"]?.int ?? 1, isNamedByItsEnd: company["fiscal_year_named"]?.text == "end")
        let calendar = calendar
        liveSince = company["live_since"]?.text.flatMap { InstantText.read($0, in: calendar) }
        lockAfter = try need(Span(company["lock_after"]?.text ?? "P3D"), "lock_after")
        stopsAtZero = company["overdraft"]?.text == "floor"
        refundGrace = try need(Span(company["refund_grace"]?.text ?? "P0D"), "refund_grace")
        var limits: [Limit] = []
        for item in company["limits"]?.items ?? [] { limits.append(try Limit(reading: item)) }
        self.limits = limits
        let ladder = company["approvals"]?.items ?? [.map([.init("up_to", .number(500)), .init("by", .plain("none"))]), .map([.init("by", .plain("manager"))])]
        approvals = ladder.map { ($0["up_to"]?.int, $0["by"]?.text.flatMap { Role($0) }) }
        asksForSecond = company["publishing"]?["second"]?.bool ?? true
        rules = try Company.rules(file["rules"], calendar)
        metrics = (file["metrics"]?.pairs ?? []).map { Metric(name: $0.key, reading: $0.value) }
        var boards: [BoardRule] = []
        for item in file["boards"]?.items ?? [] { boards.append(try BoardRule(reading: item)) }
        for item in file["campaigns"]?.items ?? [] { campaigns.append(try Campaign(reading: item, calendar)) }
        self.boards = boards + campaigns.compactMap(\.board)
        badges = (file["badges"]?.items ?? []).map { BadgeRule(reading: $0) }
        tiers = (file["tiers"]?.items ?? []).map { Tier(reading: $0) }.sorted { $0.threshold < $1.threshold }
        rewards = (file["rewards"]?.items ?? []).map { Reward(reading: $0, calendar) }
        forms = (file["appraisals"]?.items ?? []).compactMap { Form(reading: $0) }
        teams = Dictionary((file["teams"]?.items ?? []).map { ($0["id"]?.text ?? "", $0["parent"]?.text) }, uniquingKeysWith: { first, _ in first })
        customers = CustomerBook(reading: file)
        members = (file["members"]?.items ?? []).map { tree in
            let joined = tree["joined"]?.text.flatMap { InstantText.read($0, in: calendar) }
            return (tree["id"]?.text ?? "", Role(tree["role"]?.text ?? "rep") ?? .rep, tree["team"]?.text, joined ?? .min)
        }
    }

    /// A list of rules, in order of rule id.
    package static func rules(_ tree: Tree?, _ calendar: CompanyCalendar) throws(Unreadable) -> [Rule] {
        var rules: [Rule] = []
        for item in tree?.items ?? [] { rules.append(try Rule(reading: item, calendar)) }
        return rules.sorted { $0.id < $1.id }
    }
}

extension Rule {
    init(reading tree: Tree, _ calendar: CompanyCalendar) throws(Unreadable) {
        id = try need(tree["id"]?.text, "id of a rule")
        types = try need(tree["on"]?.texts, "on of \(id)")
        when = tree["when"]?.text
        let award = try need(tree["award"], "award of \(id)")
        rounding = Rounding(rawValue: award["rounding"]?.text ?? "down") ?? .down
        if let fixed = award["fixed"]?.int {
            amount = .fixed(fixed)
        } else if let ladder = award["ladder"] {
            amount = .ladder(try Ladder(reading: ladder))
        } else if let expression = award["expression"]?.text {
            amount = .expression(expression)
        } else {
            amount = .perUnit(
                points: try need(award["points"]?.int, "points of \(id)"),
                per: try need(award["per"]?.text.flatMap { Exact($0) }, "per of \(id)"),
                of: try need(award["of"]?.text, "of of \(id)"))
        }
        multiply = tree["multiply"]?.text
        var limits: [Limit] = []
        for item in tree["limits"]?.items ?? [] { limits.append(try Limit(reading: item)) }
        self.limits = limits
        cooldown = tree["cooldown"].flatMap { cooldown in
            // "A cooldown is always exact; a day in it is 24 hours."
            cooldown["for"]?.text.flatMap { Span($0) }.map { (cooldown["per"]?.texts ?? [], $0.seconds + $0.days * 86_400) }
        }
        unique = tree["unique"].map { unique in
            (unique["per"]?.texts ?? [], PeriodKind(window: unique["within"]?.text ?? "ever"))
        }
        pending = tree["pending"]?.text.flatMap { Span($0) }
        holdWhen = tree["hold"].map { $0["when"]?.text ?? "true" }
        if let expires = tree["expires"], expires.text == nil {
            if let at = expires["at"]?.text.flatMap({ InstantText.read($0, in: calendar) }) {
                self.expires = .at(at)
            } else {
                let until = expires["until"]?.text?.replacingOccurrences(of: "-end", with: "")
                self.expires = .after(expires["after"]?.text.flatMap { Span($0) }, until: until.flatMap { PeriodKind(rawValue: $0) })
            }
        } else {
            // "`expires` left out means never"
            expires = .never
        }
        from = tree["applies"]?["from"]?.text.flatMap { InstantText.read($0, in: calendar) }
        until = tree["applies"]?["until"]?.text.flatMap { InstantText.read($0, in: calendar) }
        teams = tree["applies"]?["teams"]?.texts
        qualifying = tree["qualifying"]?.bool ?? true
    }
}

extension PeriodKind {
    /// The windows of limits and claims call the endless period `ever`.
    init(window: String) { self = PeriodKind(rawValue: window) ?? .all }
}

extension Ladder {
    init(reading tree: Tree) throws(Unreadable) {
        of = try need(tree["of"]?.text, "of of a ladder")
        over = PeriodKind(rawValue: tree["over"]?.text ?? "event")
        isMarginal = tree["mode"]?.text == "marginal"
        var steps: [(from: Exact, step: Step)] = []
        for item in tree["steps"]?.items ?? [] {
            let from = try need(item["from"]?.text.flatMap { Exact($0) }, "from of a step")
            if let points = item["points"]?.int {
                steps.append((from, .points(points)))
            } else {
                steps.append((from, .rate(try need(item["rate"]?.text.flatMap { Exact($0) }, "rate of a step"))))
            }
        }
        self.steps = steps
    }
}

extension Limit {
    init(reading tree: Tree) throws(Unreadable) {
        per = tree["per"]?.texts ?? []
        let name = try need(tree["window"]?.text, "window of a limit")
        window = name == "event" ? .event : .period(PeriodKind(window: name))
        if let count = tree["count"]?.int { size = .count(count) } else { size = .points(try need(tree["points"]?.int, "size of a limit")) }
        // "`overflow: refuse` gives all or nothing instead; it is the default for `window: event`"
        refusesOverflow = tree["overflow"]?.text.map { $0 == "refuse" } ?? (name == "event")
        releases = tree["release"]?.bool ?? true
        group = tree["group"]?.text
    }
}

extension Metric {
    init(name: String, reading tree: Tree) {
        self.name = name
        types = tree["on"]?.texts ?? []
        when = tree["when"]?.text
        if let sum = tree["sum"]?.text {
            kind = .sum(of: sum)
        } else if let parts = tree["ratio"]?.texts, parts.count == 2 {
            kind = .ratio(parts[0], parts[1])
        } else {
            kind = .count
        }
    }
}

extension BoardRule {
    init(reading tree: Tree) throws(Unreadable) {
        id = try need(tree["id"]?.text, "id of a board")
        switch tree["value"]?.text {
        case "growth"?: (measure, value) = (.growth, tree["of"]?.text ?? "points")
        case "attainment"?: (measure, value) = (.attainment, try need(tree["of"]?.text, "of of \(id)"))
        case let name: (measure, value) = (.total, name ?? "points")
        }
        isOfTeams = tree["entrants"]?.text == "teams"
        isOfCustomers = tree["entrants"]?.text == "customers"
        period = try need(PeriodKind(rawValue: tree["period"]?.text ?? "month"), "period of \(id)")
        ties = tree["ties"]?.text ?? "competition"
        minimum = tree["minimum"]?.text.flatMap { Exact($0) }
        condition = tree["where"]?.text
        perHead = tree["per_head"]?.bool ?? false
        level = tree["level"]?.text ?? "all"
        honours = (tree["honours"]?.items ?? []).map { ($0["rank"]?.int ?? 0, $0["title"]?.text, $0["points"]?.int ?? 0) }
    }
}

extension Tier {
    init(reading tree: Tree) {
        id = tree["id"]?.text ?? ""
        threshold = tree["threshold"]?.int ?? 0
        window = tree["window"]?.text ?? "year"
        grace = tree["grace"]?.text.flatMap { Span($0) } ?? Span("P0D") ?? Span()
        downgradesByOne = tree["downgrade"]?.text == "one"
    }
}

extension Span {
    init() {}
}

extension Reward {
    init(reading tree: Tree, _ calendar: CompanyCalendar) {
        id = tree["id"]?.text ?? ""
        cost = tree["cost"]?.int ?? 0
        stock = tree["stock"]?.int
        tier = tree["tier"]?.text
        limit = tree["limit"].map { ($0["count"]?.int ?? 0, PeriodKind(window: $0["window"]?.text ?? "ever")) }
        from = tree["from"]?.text.flatMap { InstantText.read($0, in: calendar) }
        until = tree["until"]?.text.flatMap { InstantText.read($0, in: calendar) }
        archived = tree["archived"]?.bool ?? false
    }
}
