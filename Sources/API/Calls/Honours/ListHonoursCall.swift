import Boards
import Identity
import JSON
import Periods
import PointsEngine
import Projection
import RuleEngine
import Store
import Web

/// `GET /honours?board=&member=&period=`: the champions of every locked period, the latest first.
enum ListHonoursCall {
    static let endpoint = Endpoint(
        .get, "/honours", .signedIn(),
        "The champions of every locked period, the latest first.",
        takes: Input(
            query: [
                Argument("board", .text, "the id of a board, or of a campaign"), Argument("member", .text, "an id, or me"), Argument("team"),
                Argument("period", .text, "the key of a period"),
            ] + .paging),
        gives: .json(.page("Champion"))
    ) { call in
        var filter = HonourFilter(board: call.query("board"), period: call.query("period"), limit: try call.limit())
        if let name = call.query("member") {
            guard let id = name == "me" ? call.caller.member : MemberID(name), call.directory.members[id] != nil else { throw Problem.notFound }
            filter.owner = .member(id)
        } else if let team = call.query("team") {
            guard call.directory.teams[TeamID(team)] != nil else { throw Problem.notFound }
            filter.owner = .team(TeamID(team))
        }
        if let after = try call.cursor(of: 2) { filter.after = (after[0], after[1]) }
        let directory = call.directory, now = call.now
        call.read { [filter] reader in
            let found = try reader.honours(filter)
            let next = found.count == filter.limit ? found.last.map { "\($0.champion.number).\($0.key.place)" } : nil
            return .list(found, next: next) { line, writer in writer.object { write(line, directory, now, to: &$0) } }
        }
    }

    private static func write(_ line: HonourLine, _ directory: Directory, _ now: Instant, to writer: inout JSONWriter) {
        let programme = directory.programme, champion = line.champion, board = programme.boards.first { $0.id == line.key.board }
        writer.member("board", line.key.board)
        writer.member("board_title", (board?.title ?? champion.boardTitle).json)
        writer.member("campaign", programme.campaigns.contains { $0.id == line.key.board })
        writer.member("period", champion.period)
        writer.member("from", champion.start.rfc3339)
        writer.member("until", line.key.end.rfc3339)
        writer.member("at", champion.at.rfc3339)
        writer.member("number", champion.number)
        writer.member("place", line.key.place)
        switch champion.owner {
        case .member(let id):
            writer.member("member", id.text)
            writer.member("name", directory.members[id]?.name ?? id.text)
            writer.member("team", orNull: directory.members[id]?.team(at: champion.at)?.text)
            writer.member("picture", orNull: directory.members[id]?.picture?.path)
        case .team(let id):
            writer.member("team", id.text)
            writer.member("name", directory.teams[id]?.name.text(in: directory.languages) ?? id.text)
        case .customer(let id):
            writer.member("customer", id.text)
            writer.member("name", directory.customers[id]?.name ?? id.text)
        case .company, .key: break
        }
        writer.member("rank", champion.rank)
        writer.member("title", orNull: champion.title)
        writer.member("points", champion.points)
        writer.member("value", champion.value)
        writer.member("unit", orNull: board.map { BoardInfo($0, programme.book.set(at: now)).unit })
    }

    static let shape: Shape = [
        "board": .text, "board_title": "Text", "campaign": .flag, "period": .text, "from": .instant, "until": .instant, "at": .instant, "number": .integer,
        "place": .integer, "member?": .text, "team?": .orNull(.text), "customer?": .text, "name?": .text, "picture?": .orNull(.text), "rank": .integer, "title": .orNull("Text"), "points": .integer, "value": .number,
        "unit": .orNull(APIShapes.unit),
    ]
}
