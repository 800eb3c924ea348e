import Identity
import JSON
import Periods
import RuleEngine

/// How decisions are kept: what is nil, empty or zero is left out. The teams around a member stand once for each member: of
/// one decision they are the same in every line.
extension Decision {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("version", version)
            if publication != 0 { writer.member("publication", publication) }
            writer.member("as", judgedAs)
            writeTeams(to: &writer)
            writer.list("lines", lines) { $1.write(to: &$0) }
            writer.list("metrics", metrics) { $1.write(to: &$0) }
            writer.list("heads", heads) { writer, head in writer.object { $0.member("member", head.member.text); $0.member("team", head.team.text) } }
            writer.list("undone", undone) { $1.write(to: &$0) }
            writer.list("chains", chains) { $1.write(to: &$0) }
            writer.texts("locked", locked)
            customer?.write(to: &writer)
        }
    }

    package init(stored value: JSONValue?, _ place: String) throws {
        let fields = try Fields(value, place)
        var teams: [MemberID: [TeamID]] = [:]
        for member in fields.has("teams") ? try fields.fields("teams").object.members : [] {
            teams[MemberID(member.key)] = try (member.value.array ?? []).map { TeamID(try fields.require("teams", $0.string)) }
        }
        self.init(
            version: try fields.text("version"), judgedAs: try fields.instant("as"),
            lines: try fields.list("lines") { try DecisionLine(stored: $0, teams, place) },
            metrics: try fields.list("metrics") { try MetricMove(stored: $0, teams, place) })
        publication = try fields.optionalInteger("publication") ?? 0
        heads = try fields.list("heads") { value in
            let head = try Fields(value, place)
            return HeadCredit(member: MemberID(try head.text("member")), team: TeamID(try head.text("team")))
        }
        undone = try fields.list("undone") { try UndoneLine(stored: $0, place) }
        chains = try fields.list("chains") { try Chain(stored: $0, place) }
        locked = try fields.texts("locked")
        customer = fields.has("customer") ? try DecidedCustomer(stored: fields.fields("customer")) : nil
        // Whatever it counts, it counts for its customer.
        for index in metrics.indices { metrics[index].customer = customer?.id }
    }

    private func writeTeams(to writer: inout JSONWriter) {
        var teams: [(member: MemberID, lineage: [TeamID])] = []
        func note(_ member: MemberID, _ lineage: [TeamID]) {
            if !lineage.isEmpty, !teams.contains(where: { $0.member == member }) { teams.append((member, lineage)) }
        }
        for line in lines { note(line.member, line.lineage) }
        for move in metrics { note(move.member, move.lineage) }
        guard !teams.isEmpty else { return }
        writer.object("teams") { writer in
            for (member, lineage) in teams { writer.texts(member.text, lineage.map(\.text)) }
        }
    }
}

extension DecisionLine {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("rule", rule)
            writer.member("member", member.text)
            writer.member("share", ifPresent: share)
            writer.member("quantity", ifPresent: quantity)
            writer.member("amount", amount)
            writer.member("factor", ifPresent: factor)
            writer.member("rounded", rounded)
            writer.member("before", before)
            writer.member("after", after)
            if state != .none { writer.member("state", state.rawValue) }
            if qualifies { writer.member("qualifies", true) }
            writeReasons(to: &writer)
            writeEffects(to: &writer)
        }
    }

    private func writeReasons(to writer: inout JSONWriter) {
        writer.list("cuts", cuts) { writer, cut in
            writer.object { $0.member("limit", cut.limit); $0.member("points", cut.points) }
        }
        if !used.isEmpty { writer.list("used", used) { $0.value(Decimal($1)) } }
        writer.member("blocked", ifPresent: blocked?.rawValue)
        writer.member("reason", ifPresent: reason)
    }

    private func writeEffects(to writer: inout JSONWriter) {
        writer.member("usable", ifPresent: usableFrom)
        writer.member("expires", ifPresent: expires)
        writer.list("counted", counted) { writer, counted in
            writer.object { writer in
                counted.key.write(to: &writer)
                if counted.releases { writer.member("releases", true) }
            }
        }
        writer.list("claims", claims) { writer, claim in writer.object { claim.write(to: &$0) } }
        if let climbed {
            writer.object("climbed") { writer in
                writer.member("over", climbed.over.rawValue)
                writer.member("by", climbed.by)
                writer.member("from", climbed.from)
                climbed.previous?.write("previous", to: &writer)
            }
        }
        writer.member("entry", ifPresent: entry)
        writer.member("request", ifPresent: request?.text)
    }

    fileprivate init(stored value: JSONValue, _ teams: [MemberID: [TeamID]], _ place: String) throws {
        let fields = try Fields(value, place)
        let member = MemberID(try fields.text("member")), lineage = teams[member] ?? []
        self.init(
            rule: try fields.text("rule"), member: member, team: lineage.first, lineage: lineage, share: try fields.optionalDecimal("share"),
            before: try fields.integer("before"), qualifies: try fields.flag("qualifies"))
        (quantity, amount) = (try fields.optionalDecimal("quantity"), try fields.decimal("amount"))
        (factor, rounded) = (try fields.optionalDecimal("factor"), try fields.integer("rounded"))
        after = try fields.integer("after")
        state = try fields.optionalChoice("state") ?? .none
        cuts = try fields.list("cuts") { value in
            let cut = try Fields(value, place)
            return Cut(limit: try cut.text("limit"), points: try cut.integer("points"))
        }
        used = try fields.list("used") { try fields.require("used", $0.number?.int64) }
        blocked = try fields.optionalChoice("blocked")
        reason = try fields.optionalText("reason")
        try readEffects(fields)
    }

    private mutating func readEffects(_ fields: Fields) throws {
        usableFrom = try fields.optionalInstant("usable")
        expires = try fields.optionalInstant("expires")
        counted = try fields.list("counted") { value in
            let counted = try Fields(value, fields.place)
            return Counted(key: try TallyKey(stored: counted), releases: try counted.flag("releases"))
        }
        claims = try fields.list("claims") { try ClaimKey(stored: try Fields($0, fields.place)) }
        if fields.has("climbed") {
            let climb = try fields.fields("climbed")
            climbed = Climb(over: try climb.choice("over"), by: try climb.decimal("by"), from: try climb.decimal("from"))
            if climb.has("previous") { climbed?.previous = try ActivityKey(stored: try climb.fields("previous")) }
        }
        entry = try fields.optionalInteger("entry")
        request = try fields.optionalText("request").map { RequestID($0) }
    }
}

extension MetricMove {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("metric", metric)
            writer.member("member", member.text)
            writer.member("by", by)
        }
    }

    fileprivate init(stored value: JSONValue, _ teams: [MemberID: [TeamID]], _ place: String) throws {
        let fields = try Fields(value, place)
        let member = MemberID(try fields.text("member"))
        self.init(metric: try fields.text("metric"), member: member, lineage: teams[member] ?? [], by: try fields.decimal("by"))
    }
}

extension DecidedCustomer {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object("customer") { writer in
            writer.member("id", id.text)
            writer.member("class", ifPresent: customerClass)
            writer.member("orders", ifPresent: orders)
        }
    }

    fileprivate init(stored fields: Fields) throws {
        self.init(id: CustomerID(try fields.text("id")), customerClass: try fields.optionalText("class"), orders: try fields.optionalDecimal("orders"))
    }
}

extension Chain {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("rule", rule)
            writer.member("member", member.text)
            writer.member("lot", ifPresent: lot)
            writer.member("deduction", ifPresent: deduction)
        }
    }

    fileprivate init(stored value: JSONValue, _ place: String) throws {
        let fields = try Fields(value, place)
        self.init(
            rule: try fields.text("rule"), member: MemberID(try fields.text("member")), lot: try fields.optionalInteger("lot"),
            deduction: try fields.optionalInteger("deduction"))
    }
}

extension UndoneLine {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("rule", rule)
            writer.member("member", member.text)
            writer.member("points", points)
            writer.member("whole", whole)
            writer.member("entry", ifPresent: entry)
        }
    }

    fileprivate init(stored value: JSONValue, _ place: String) throws {
        let fields = try Fields(value, place)
        self.init(
            rule: try fields.text("rule"), member: MemberID(try fields.text("member")), points: try fields.integer("points"),
            whole: try fields.integer("whole"), entry: try fields.optionalInteger("entry"))
    }
}
