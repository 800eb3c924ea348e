import Identity
import JSON
import Periods

/// The first rows of a board as `board.js` will draw them: the same elements and classes, so that nothing moves when it does.
///
/// Only the usual board is written here: members by points, in a period that is open. Everything else waits for the script.
struct FirstRows {
    /// How many rows of the top are asked for.
    static let ahead = 20
    /// How many are shown before the first gap.
    private static let folded = 10

    private let texts: PageTexts
    private let me: String?
    private let teams: [String: String]
    private let boards: [JSONValue]
    private let board: JSONValue
    private let standing: JSONValue
    private let rows: [JSONValue]
    private let now: Instant
    private let calendar: CompanyCalendar

    /// What the calls said.
    struct Answers {
        let session, boards, teams, standing: JSONValue?
    }

    /// Nil where the board is not a usual one.
    init?(_ texts: PageTexts, _ said: Answers, board id: String, at now: Instant, _ calendar: CompanyCalendar) {
        (self.now, self.calendar) = (now, calendar)
        let all = said.boards?["items"]?.array ?? []
        guard let standing = said.standing, let board = all.first(where: { $0["id"]?.string == id }), Self.isOfMembers(board), standing["state"]?.string == "open",
            standing["reveal"] == nil, let rows = standing["rows"]?.array, !rows.isEmpty
        else { return nil }
        (self.texts, self.board, self.standing, self.rows) = (texts, board, standing, rows)
        self.boards = all.filter { Self.stands($0, at: now) || $0["id"]?.string == id }
        me = said.session?["person"]?["member"]?.string
        let pairs = (said.teams?["items"]?.array ?? []).compactMap { team in team["id"]?.string.map { ($0, texts.text(team["name"])) } }
        self.teams = Dictionary(pairs) { first, _ in first }
    }

    /// Whether a board is what the page begins with.
    static func isUsual(_ board: JSONValue) -> Bool { isOfMembers(board) && board["period"]?.string == "month" && isNone(board["where"]) }

    private static func isOfMembers(_ board: JSONValue) -> Bool {
        board["value"]?.string == "points" && board["entrants"]?.string == "members" && board["unit"]?.string == "points"
    }

    private static func isNone(_ value: JSONValue?) -> Bool { value?.isNull ?? true }

    /// Whether a board is shown among others: that of a campaign from its first day until a while after its last.
    static func stands(_ board: JSONValue, at now: Instant) -> Bool {
        guard let span = board["span"], !span.isNull else { return true }
        guard let from = span["from"]?.string.flatMap(Instant.init(rfc3339:)), let until = span["until"]?.string.flatMap(Instant.init(rfc3339:)) else { return false }
        return from <= now && now < until.adding(seconds: 14 * 86_400)
    }

    var markup: String {
        """
        <div class="page-head only-desktop"><h1>\(title)</h1></div>\
        \(chooser)\
        <connection-banner class="view"></connection-banner>\
        <div class="columns fades"><div class="stack"><div class="stack">\(podium)\(list)</div></div><aside class="stack"></aside></div>
        """
    }

    private var title: String {
        let isPlain = Self.isNone(board["span"]) && Self.isNone(board["where"])
        return Markup.escaped(isPlain ? texts["board.points.title"] : texts.text(board["title"]))
    }

    // MARK: Which board

    private var chooser: String {
        let groups = BoardGroups(boards, texts), mine = groups.key(of: board)
        let tabs = groups.all.map {
            "<button type=\"button\" role=\"tab\" aria-selected=\"\($0.key == mine)\">\(Markup.escaped($0.label))</button>"
        }
        let periods = groups.all.first { $0.key == mine }?.periods ?? []
        let segments = periods.map {
            "<button type=\"button\" role=\"radio\" aria-checked=\"\($0 == board["period"]?.string)\">\(Markup.escaped(texts["period.\($0)"]))</button>"
        }
        let segmented = segments.count > 1 ? "<div class=\"segments\" role=\"radiogroup\" aria-label=\"\(Markup.escaped(texts["board.period"]))\">\(segments.joined())</div>" : "<span></span>"
        let stepper = board["period"]?.string == "all" ? "" : "<div class=\"stepper\">\(Self.step("left"))\(stretch)\(Self.step("right"))</div>"
        return """
            <div class="stack tight"><div class="tabs" role="tablist" aria-label="\(Markup.escaped(texts["board.boards"]))">\(tabs.joined())</div>\
            <div class="switch">\(segmented)\(stepper)</div></div>
            """
    }

    private var stretch: String {
        let words = PeriodWords(texts: texts), end = standing["until"]?.string.flatMap(Instant.init(rfc3339:))
        guard let name = words.name(standing["period"]?.string ?? "") else { return "<span></span>" }
        let left = Markup.escaped(words.left(until: end, from: now, calendar))
        return "<span><strong class=\"tabular\">\(Markup.escaped(name))</strong> <span class=\"muted small\">\(left)</span></span>"
    }

    private static func step(_ direction: String) -> String {
        "<button class=\"icon-button\" type=\"button\" tabindex=\"-1\" aria-hidden=\"true\" disabled>\(icon(direction))</button>"
    }

    private static func icon(_ name: String, _ look: String = "") -> String {
        "<svg class=\"icon \(look)\" aria-hidden=\"true\"><use href=\"/icons.svg#i-\(name)\"/></svg>"
    }

    // MARK: The first three

    private var podium: String {
        let people = rows.prefix(3).map { row in
            """
            <li data-place="\(Self.rank(row))"\(isMine(row) ? " class=\"me\"" : "")><span class="laurelled">\(avatar(row))</span>\
            <span class="name">\(name(row))</span><span class="team">\(team(row))</span>\(value(row, longFrom: "1,000,000".count))\
            <span class="plinth"><span>\(place(row))</span></span></li>
            """
        }
        return """
            <board-podium><section class="stage" aria-label="\(Markup.escaped(texts["board.podium"]))">\
            <ol class="podium">\(people.joined())</ol>\(others)</section></board-podium>
            """
    }

    /// More than three may share a place that the podium shows.
    private var others: String {
        guard rows.count > 3 else { return "" }
        let count = rows.dropFirst(3).filter { Self.rank($0) == Self.rank(rows[2]) }.count
        return count == 0 ? "" : "<p class=\"podium-more\">\(Markup.escaped(texts["board.tied-more", count]))</p>"
    }

    // MARK: The list

    private var list: String {
        let shown = rows.indices.dropFirst(3).prefix(Self.folded - 3)
        guard !shown.isEmpty else { return "" }
        let heads = ["board.head.rank", "board.head.member", "board.head.gap", board["per_head"]?.bool == true ? "board.per-head" : "board.points"]
        return """
            <section class="card flush"><h2 class="visually-hidden">\(Markup.escaped(texts["board.list"]))</h2>\
            <div class="board-head" aria-hidden="true">\(heads.map { "<span>\(Markup.escaped(texts[$0]))</span>" }.joined())</div>\
            <board-list><ol class="board">\(shown.map(listed).joined())</ol></board-list></section>
            """
    }

    private func listed(_ index: Int) -> String {
        let row = rows[index], isTied = [index - 1, index + 1].contains { rows.indices.contains($0) && Self.rank(rows[$0]) == Self.rank(row) }
        return """
            <li class="row\(isMine(row) ? " me" : "")"><span class="place"><span class="rank">\(place(row))</span><span class="moved">\(moved(row))</span></span>\
            <span class="face">\(avatar(row))</span>\
            <span class="who"><span class="name">\(name(row))</span><span class="meta"><span class="team">\(team(row))</span>\
            \(isTied ? "<span class=\"badge\">\(Markup.escaped(texts["board.tied"]))</span>" : "")</span></span>\
            <span class="gap">\(gap(index))</span>\(value(row, longFrom: "¥1,000,000".count))</li>
            """
    }

    /// How far a row is behind the one above; nothing is said where others share its value.
    private func gap(_ index: Int) -> String {
        guard let mine = rows[index]["value"]?.int64, let above = rows[index - 1]["value"]?.int64, above != mine else { return "–" }
        return PageTexts.number(above - mine)
    }

    // MARK: Parts of a row

    private static func rank(_ row: JSONValue) -> Int64 { row["rank"]?.int64 ?? 0 }

    private func isMine(_ row: JSONValue) -> Bool { me != nil && row["member"]?.string == me }

    private func name(_ row: JSONValue) -> String {
        guard row["member"]?.string != nil else { return Markup.escaped(texts["board.hidden"]) }
        return "<span>\(Self.breakable(row["name"]?.string ?? ""))</span>" + (isMine(row) ? Markup.escaped(texts["board.me"]) : "")
    }

    /// A name may break after a dot.
    private static func breakable(_ name: String) -> String {
        Markup.escaped(name).map { ["·", "・", "‧"].contains($0) ? "\($0)<wbr>" : String($0) }.joined()
    }

    private func team(_ row: JSONValue) -> String {
        guard row["member"]?.string != nil, let team = row["team"]?.string else { return "" }
        return Markup.escaped(teams[team] ?? team)
    }

    private func avatar(_ row: JSONValue) -> String {
        guard row["member"]?.string != nil else { return "<span class=\"avatar\" aria-hidden=\"true\">–</span>" }
        let initial = (row["name"]?.string ?? "").unicodeScalars.first { !$0.properties.isWhitespace }.map { String($0).uppercased() } ?? "–"
        return "<span class=\"avatar \" data-hue=\"\(Self.hue(row["team"]?.string ?? ""))\" aria-hidden=\"true\">\(Markup.escaped(initial))</span>"
    }

    /// The tint of a team, from 1 to 6, as `avatar.js` finds it.
    private static func hue(_ team: String) -> UInt32 {
        team.unicodeScalars.reduce(UInt32(0)) { $0 &* 31 &+ $1.value } % 6 + 1
    }

    private func place(_ row: JSONValue) -> String {
        let before = Markup.escaped(texts["place.before"]), after = Markup.escaped(texts["place.after"])
        return "<span class=\"visually-hidden\">\(before)</span>\(PageTexts.number(Self.rank(row)))<span class=\"visually-hidden\">\(after)</span>"
    }

    private func moved(_ row: JSONValue) -> String {
        guard let before = row["before"]?.int64 else { return "" }
        let by = before - Self.rank(row)
        let direction = by > 0 ? "up" : by < 0 ? "down" : "same"
        let words = "<span class=\"visually-hidden\">\(Markup.escaped(texts["move.\(direction)"]))</span>"
        if by == 0 { return "<span class=\"move\" data-direction=\"same\">\(Self.icon("dash"))\(words)</span>" }
        return "<span class=\"move\" data-direction=\"\(direction)\">\(Self.icon("tri-\(direction)", "solid"))\(abs(by))\(words)</span>"
    }

    private func value(_ row: JSONValue, longFrom length: Int) -> String {
        let value = row["value"]?.int64 ?? 0, shown = PageTexts.number(value)
        return "<data class=\"value\(shown.count >= length ? " long" : "")\" value=\"\(value)\">\(shown)</data>"
    }
}
