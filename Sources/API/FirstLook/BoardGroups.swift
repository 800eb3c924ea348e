import JSON

/// Boards of one value, entrants and scope are one tab, and their periods the switch below it (`board-parts.js`).
struct BoardGroups {
    struct Group {
        let key: String
        let label: String
        fileprivate(set) var periods: [String]
    }

    private(set) var all: [Group] = []
    private static let periods = ["day", "week", "month", "quarter", "year", "all"]

    init(_ boards: [JSONValue], _ texts: PageTexts) {
        for board in boards {
            let key = key(of: board), period = board["period"]?.string ?? ""
            if let index = all.firstIndex(where: { $0.key == key }) { all[index].periods.append(period) } else { all.append(Group(key: key, label: Self.label(board, texts), periods: [period])) }
        }
        for index in all.indices {
            all[index].periods.sort { (Self.periods.firstIndex(of: $0) ?? -1) < (Self.periods.firstIndex(of: $1) ?? -1) }
        }
    }

    func key(of board: JSONValue) -> String {
        let parts = ["value", "entrants", "scope", "where"].map { board[$0]?.string ?? "" }
        return (parts + [Self.isThere(board["span"]) ? board["id"]?.string ?? "" : ""]).joined(separator: "|")
    }

    private static func isThere(_ value: JSONValue?) -> Bool { !(value?.isNull ?? true) }

    private static func label(_ board: JSONValue, _ texts: PageTexts) -> String {
        let title = texts.text(board["title"]), metric = texts.text(board["metric"]?["title"]), value = board["value"]?.string ?? ""
        if isThere(board["span"]) || isThere(board["where"]) { return title }
        if board["entrants"]?.string == "teams" {
            return value == "points" ? texts["board.teams"] : texts["board.teams-by"].replacing("{title}", with: metric.isEmpty ? title : metric)
        }
        let own = board["scope"]?.string == "own-team" ? texts["board.own-team"] : ""
        return (["points", "attainment", "growth"].contains(value) ? texts["board.\(value)"] : metric.isEmpty ? title : metric) + own
    }
}
