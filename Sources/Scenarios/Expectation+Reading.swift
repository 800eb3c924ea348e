import Files
import Identity
import JSON
import Ledger
import Periods

extension Expectation {
    static func read(_ reader: YAMLReader) throws -> Expectation {
        let map = try reader.mapping()
        var expectation = Expectation()
        let status = map.optional("status") { try $0.choice(statuses) }
        let code = map.optional("code") { try $0.choice(Code.allCases.map(\.rawValue)) }
        let counts = try map.keys.filter(Self.counts.contains).compactMap { name in try map.optional(name) { (name: name, count: Int(try $0.integer(in: 0...1_000_000))) }() }
        let points = map.optional("points", default: []) { try $0.byName { (member: $0, points: try $1.points()) } }
        let balance = map.optional("balance", default: []) { try $0.byName { (member: $0, fields: try Self.fields($1)) } }
        let lots = map.optional("lots", default: []) { try $0.byName { (member: $0, lots: try $1.list(Self.lot)) } }
        let entries = map.optional("entries", default: []) { try $0.byName { (member: $0, entries: try $1.list(Self.entry)) } }
        let boards = map.optional("board", default: []) { try $0.listOrOne(Self.board) }
        let tiers = map.optional("tier", default: []) { try $0.byName { (member: $0, tier: try $1.text()) } }
        let redemptions = map.optional("redemption", default: []) { try $0.byName { (id: $0, state: try $1.text()) } }
        let questions = map.optional("question", default: []) { try $0.byName { (id: $0, state: try $1.text()) } }
        let stock = map.optional("stock", default: []) { try $0.byName { (reward: $0, left: try $1.points()) } }
        let appraisals = map.optional("appraisal", default: []) { try $0.byName { try Self.appraisal($0, $1) } }
        let awards = map.optional("awards") { try $0.list(Self.award) }
        let decisions = map.optional("decision", default: []) { try $0.listOrOne(Self.decision) }
        let honours = map.optional("honours") { try $0.list(Self.honour) }
        let badges = map.optional("badges", default: []) { try $0.byName { (member: $0, badges: try $1.list(Self.badge)) } }
        let streaks = map.optional("streak", default: []) { reader in
            try reader.byName { member, reader in (member: member, streaks: try reader.byName { (badge: $0, length: try $1.integer(in: 0...10_000)) }) }
        }
        let notices = map.optional("notices", default: []) { try $0.byName { (member: $0, notices: try $1.list(Self.notice)) } }
        let kudos = map.optional("kudos", default: []) { try $0.byName { (id: $0, kudos: try Self.kudos($1)) } }
        let visitsDue = try ["visit due", "visit_due"].flatMap { key in
            try map.optional(key, default: []) { try $0.byName { (customer: $0, day: try $1.text()) } }()
        }
        let classes = map.optional("class", default: []) { try $0.byName { (customer: $0, name: try $1.text()) } }
        let customers = map.optional("customer", default: []) { try $0.byName { (customer: $0, fields: try Self.customer($1)) } }
        map.close()
        (expectation.badges, expectation.streaks, expectation.notices, expectation.kudos) = (try badges(), try streaks(), try notices(), try kudos())
        (expectation.status, expectation.code, expectation.counts) = (try status(), try code(), counts)
        (expectation.points, expectation.balance, expectation.lots) = (try points(), try balance(), try lots())
        (expectation.entries, expectation.boards, expectation.tiers) = (try entries(), try boards(), try tiers())
        (expectation.redemptions, expectation.stock, expectation.awards) = (try redemptions(), try stock(), try awards())
        expectation.appraisals = try appraisals()
        expectation.questions = try questions()
        (expectation.decisions, expectation.honours) = (try decisions(), try honours())
        (expectation.visitsDue, expectation.classes, expectation.customers) = (visitsDue, try classes(), try customers())
        return expectation
    }

    private static let statuses = ["recorded", "duplicate", "conflict", "refused", "requested", "approved", "done", "fulfilled", "rejected", "cancelled"]

    private static func fields(_ reader: YAMLReader) throws -> [(name: String, points: Points)] {
        let map = try reader.mapping(expected: "{available: 130, pending: 0}")
        let all = ["available", "pending", "held", "debt", "lifetime"].map { name in (name, map.optional(name) { try $0.points() }) }
        map.close()
        return try all.compactMap { name, points in try points().map { (name: name, points: $0) } }
    }

    /// How the things of a batch or a race may come out, besides the codes of refusals.
    private static let counts = ["ok", "recorded", "duplicate", "requested", "approved", "done", "refused"] + Code.allCases.map(\.rawValue)

    private static func customer(_ reader: YAMLReader) throws -> [(name: String, text: String)] {
        let map = try reader.mapping(expected: "{owner: li, state: active}")
        let all = customerFields.map { name in (name, map.optional(name) { try $0.text() }) }
        map.close()
        return try all.compactMap { name, text in try text().map { (name: name, text: $0) } }
    }

    private static func lot(_ reader: YAMLReader) throws -> Lot {
        let map = try reader.mapping()
        let points = map.optional("points") { try $0.points() }
        let remaining = map.optional("remaining") { try $0.points() }
        let expires = map.optional("expires") { reader -> Lot.Expiry in try reader.text() == "never" ? .never : .at(try reader.instant()) }
        map.close()
        return Lot(points: try points(), remaining: try remaining(), expires: try expires())
    }

    private static func entry(_ reader: YAMLReader) throws -> Entry {
        let map = try reader.mapping()
        let kind = map.optional("kind") { try $0.word(Ledger.EntryKind.self).rawValue }
        let points = map.optional("points") { try $0.points() }
        map.close()
        return Entry(kind: try kind(), points: try points())
    }

    private static func board(_ reader: YAMLReader) throws -> Board {
        let map = try reader.mapping()
        let id = map.required("id") { try $0.text() }
        let period = map.required("period") { try $0.text() }
        let rows = map.required("rows") { try $0.list(upTo: 100_000, row) }
        map.close()
        return Board(id: try id(), period: try period(), rows: try rows())
    }

    private static func row(_ reader: YAMLReader) throws -> Board.Row {
        let map = try reader.mapping()
        let member = map.optional("member") { try $0.text() }
        let team = map.optional("team") { try $0.text() }
        let customer = map.optional("customer") { try $0.text() }
        let value = map.optional("value") { try $0.decimal() }
        let rank = map.optional("rank") { Int(try $0.integer(in: 1...1_000_000)) }
        _ = try map.exactlyOne(of: ["member", "team", "customer"])
        map.close()
        return Board.Row(entrant: try member() ?? team() ?? customer() ?? "", value: try value(), rank: try rank())
    }

    private static func appraisal(_ id: String, _ reader: YAMLReader) throws -> Appraisal {
        let map = try reader.mapping(expected: "{state: assessed, score: 87.5, grade: A}")
        let state = map.optional("state") { try $0.text() }
        let score = map.optional("score") { try $0.decimal() }
        let grade = map.optional("grade") { try $0.text() }
        let items = map.optional("items", default: []) { try $0.byName { (id: $0, score: try $1.decimal()) } }
        let values = map.optional("values", default: []) { try $0.byName { (id: $0, value: try $1.decimal()) } }
        let waitsFor = map.optional("waits_for") { try $0.choice(["self", "manager", "director", "signature", "nobody"]) }
        let overdue = map.optional("overdue") { try $0.bool() }
        map.close()
        return Appraisal(
            id: id, state: try state(), score: try score(), grade: try grade(), items: try items(), values: try values(), waitsFor: try waitsFor(),
            overdue: try overdue())
    }

    private static func award(_ reader: YAMLReader) throws -> Award {
        let map = try reader.mapping()
        let rule = map.required("rule") { try $0.text() }
        let member = map.optional("member") { try $0.text() }
        let points = map.optional("points") { try $0.points() }
        let state = map.optional("state") { try $0.text() }
        map.close()
        return Award(rule: try rule(), member: try member(), points: try points(), state: try state())
    }

    private static func decision(_ reader: YAMLReader) throws -> Decision {
        let map = try reader.mapping()
        let rule = map.required("rule") { try $0.text() }
        let before = map.optional("before") { try $0.points() }
        let after = map.optional("after") { try $0.points() }
        let limit = map.optional("limit") { try $0.text() }
        map.close()
        return Decision(rule: try rule(), before: try before(), after: try after(), limit: try limit())
    }

    private static func honour(_ reader: YAMLReader) throws -> Honour {
        let map = try reader.mapping()
        let member = map.optional("member") { try $0.text() }
        let team = map.optional("team") { try $0.text() }
        let customer = map.optional("customer") { try $0.text() }
        let title = map.optional("title") { try $0.text() }
        let points = map.optional("points") { try $0.points() }
        _ = try map.exactlyOne(of: ["member", "team", "customer"])
        map.close()
        return Honour(member: try member() ?? team() ?? customer() ?? "", title: try title(), points: try points())
    }
}

extension YAMLReader {
    fileprivate func points() throws -> Points { try integer(in: -Points.bound...Points.bound) }
}
