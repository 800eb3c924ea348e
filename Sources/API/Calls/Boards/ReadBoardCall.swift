import Boards
import Identity
import JSON
import Live
import Periods
import PointsEngine
import Projection
import Store
import Web

/// `GET /boards/{id}?period=&scope=&limit=&offset=`, or `?around=&radius=`: standings, now or of any period.
enum ReadBoardCall {
    static let endpoint = Endpoint(
        .get, "/boards/{id}", .signedIn().withScreens,
        "Standings of a period.",
        takes: .query([
            Argument("period", .text, "current, or a key: 2026-11-21, 2026-W47, 2026-11, 2026-Q4, 2026, all"),
            Argument("scope", .text, "company, own-team, or team:ID"), Argument("limit", .integer, "1 to 500"), Argument("offset", .integer),
            Argument("around", .text, "me, or a member: their neighbourhood"), Argument("radius", .integer, "0 to 25"),
        ]),
        gives: .json("Board")
    ) { call in
        let board = call.path("id")
        guard let definition = call.directory.programme.boards.first(where: { $0.id == board && call.caller.viewer.screen?.shows(board) ?? true }) else { throw Problem.notFound }
        var window = BoardRequest.Window.page(offset: try call.number("offset", in: 0...10_000_000, default: 0), limit: try call.limit())
        if let around = call.query("around") {
            window = .around(around, radius: try call.number("radius", in: 0...25, default: 3))
            // An account without a member stands nowhere; the board's frame is shown all the same.
            if around == "me", call.caller.member == nil { window = .page(offset: Int(Int32.max), limit: 1) }
        }
        let request = BoardRequest(board: board, period: call.query("period") ?? "current", scope: call.query("scope"), window: window)
        let live = call.site.live, page = live.page(request, for: call.caller)
        if let cached = page.flatMap({ live.pages.response($0, at: call.now) }) { return call.site.answer(call.reply, cached) }
        live.read(request, for: call.caller) { result in
            answer(call, definition, result, page)
        }
    }

    private static func answer(_ call: Call, _ definition: BoardDefinition, _ result: Result<LiveReading, Problem>, _ page: LivePage?) {
        do {
            let view = try BoardView(try result.get(), definition, call)
            guard view.state == .locked else {
                let response = view.response(honours: [])
                if let page { call.site.live.pages.keep(response, of: page, at: call.now) }
                return call.site.answer(call.reply, response)
            }
            // What was given stands in the record of the period.
            let languages = call.directory.languages
            call.read { reader in
                let honours = try reader.archive(board: definition.id, period: view.period.key)?.honours ?? []
                return view.response(honours: try honours.compactMap { try GivenHonourView($0, reader, languages) })
            }
        } catch {
            call.reply.answering { throw error }
        }
    }
}

/// A board's answer: its rows, and where its period stands.
struct BoardView: Sendable {
    enum State: String, CaseIterable, Sendable {
        case open, closed, locked, history
    }

    private let reading: LiveReading
    private let definition: BoardDefinition
    let period: Period
    let state: State
    private let locks: Instant?
    private let previous: String?
    private let following: String?
    private let unit: String
    private let isQuiet: Bool

    init(_ reading: LiveReading, _ definition: BoardDefinition, _ call: Call) throws {
        let programme = call.directory.programme, calendar = programme.calendar, now = call.now
        guard let period = definition.period(key: reading.board.period, calendar) else { throw Problem.notFound }
        self.reading = reading
        self.definition = definition
        self.period = period
        let lock = calendar.fromBoundary(period.end, programme.company.lockAfter)
        let isHistory = period.end <= programme.liveSince
        state = period.isEndless || period.end > now ? .open : isHistory ? .history : lock > now ? .closed : .locked
        locks = period.isEndless || isHistory ? nil : lock
        previous = calendar.previous(before: period)?.key
        following = calendar.next(after: period).flatMap { $0.start <= now ? $0.key : nil }
        unit = BoardInfo(definition, programme.book.set(at: now)).unit
        isQuiet = definition.reveal == .quiet && !call.visible.rights.leadsSomebody()
    }

    func response(honours: [GivenHonourView]) -> Response {
        .json { writer in
            writer.object { writer in
                writer.member("board", definition.id)
                writer.member("period", period.key)
                writer.member("epoch", reading.epoch)
                writer.member("seq", Int64(clamping: reading.seq))
                writer.member("at", reading.at)
                writer.member("total", reading.state.total)
                writer.member("unit", unit)
                writer.member("from", orNull: period.isEndless ? nil : period.start)
                writer.member("until", orNull: period.isEndless ? nil : period.end)
                writer.member("state", state.rawValue)
                writer.member("locks", orNull: locks)
                writer.member("previous", orNull: previous)
                writer.member("following", orNull: following)
                if isQuiet { writer.member("reveal", "quiet") }
                reading.state.write(definition.entrants, to: &writer)
                writer.array("honours") { writer in honours.forEach { $0.write(to: &writer) } }
            }
        }
    }
}

/// An honour that was given when the period was locked.
struct GivenHonourView: Sendable {
    private let honour: GivenHonour
    private let named: Named
    private let kind: String

    init?(_ honour: GivenHonour, _ reader: Reader, _ languages: [String]) throws {
        self.honour = honour
        switch honour.owner {
        case .member(let id): (named, kind) = (Named(id: id.text, name: try reader.member(id)?.name ?? id.text), "member")
        case .team(let id): (named, kind) = (Named(id: id.text, name: try reader.team(id)?.name.text(in: languages) ?? id.text), "team")
        case .customer(let id): (named, kind) = (Named(id: id.text, name: try reader.customer(id)?.name ?? id.text), "customer")
        case .company, .key: return nil
        }
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member(kind, named.id)
            writer.member("name", named.name)
            writer.member("rank", honour.rank)
            writer.member("title", orNull: honour.title)
            writer.member("points", honour.points)
        }
    }
}
