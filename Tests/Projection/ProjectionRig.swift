import Boards
import Examples
import FeedViewer
import Identity
import JSON
import Live
import Periods
import PointsEngine
import RuleEngine
import Store

@testable import Projection

/// A projection over a company at work, without a server: commits come from a database, and what the projection asks for is noted.
final class ProjectionRig {
    let office: Office
    let projection: Projection
    private let folder: Folder
    private let reader: Reader
    private(set) var ticks: Int64 = 1_000
    /// What was asked for since it was taken last.
    private var actions: [ProjectionAction] = []
    /// Boards that are to be read.
    var queries: [BoardQuery] = []
    private(set) var clients: [LiveConnectionID: FeedClient] = [:]
    private(set) var ends: [LiveConnectionID: LiveClose] = [:]

    static let boards = [
        BoardDefinition(id: "points", period: .month),
        BoardDefinition(id: "revenue", value: .total(.metric("revenue")), period: .quarter, ties: .first),
        BoardDefinition(id: "growth", value: .growth(of: .metric("average")), period: .month),
        BoardDefinition(id: "teams", entrants: .teams, period: .month) { $0.perHead = true },
        BoardDefinition(id: "attainment", value: .attainment(metric: "revenue"), period: .month),
        BoardDefinition(id: "mine", period: .week) { $0.scope = .ownTeam },
        BoardDefinition(id: "east", period: .month) { $0.admits.teams = ["east"] },
        BoardDefinition(id: "northern", entrants: .teams, period: .quarter) { $0.admits.teams = ["north"] },
        BoardDefinition(id: "weeks", value: .total(.metric("revenue")), period: .all) { $0.span = span },
        race,
    ]

    private static let race = BoardDefinition(id: "race", value: .total(.metric("revenue")), period: .all, ties: .first) {
        ($0.span, $0.goal) = (span, .race(.decimal(2_000 * BoardValue.unit)))
    }

    /// Long enough to have a middle, and an end that comes.
    private static let span: DayRange = {
        let day = CompanyCalendar(zone: .utc).day(of: Example.start)
        return DayRange(day.adding(days: -20), until: day.adding(days: 50))
    }()

    private static func campaign(_ programme: Programme) -> Campaign {
        let days = programme.calendar.span(span)
        var campaign = Campaign(id: "race", title: LocalizedText("Race"), from: days.start, until: days.end, teams: nil, rules: [], contest: nil)
        campaign.contest = Campaign.Contest(kind: .race, goal: 2_000, board: race)
        return campaign
    }

    static func programme() throws -> Programme {
        let example = try Example.programme(), rules = try Example.rules()
        let sales = Metric(name: "sales", formula: .gathered(types: ["sale.won"], when: nil, sum: nil))
        let average = Metric(name: "average", formula: .ratio("revenue", "sales"))
        let set = RuleSet(version: "v1", rules: rules.rules, metrics: rules.metrics + [sales, average])
        var company = example.company
        company.approvals = [.init(upTo: 500, by: nil), .init(upTo: 1_000, by: .manager), .init(upTo: nil, by: .director)]
        var programme = Programme(company: company, book: RuleBook(set), boards: boards, liveSince: .earliest)
        programme.campaigns = [campaign(programme)]
        return programme
    }

    init() throws {
        folder = try Folder()
        office = try Office(folder, programme: Self.programme())
        reader = try Reader(folder.file("laurel.db"))
        try office.commit(Example.company())
        let directory = Directory(Directory.Snapshot(office.facts, office.programme))
        projection = Projection(directory, epoch: "e", limits: LiveLimits(), at: ClockReading(time: office.now, ticks: ticks))
        office.follow = { [unowned self] in note(projection.commit($0, at: now)) }
        note(projection.start(at: now))
    }

    var now: ClockReading { ClockReading(time: office.now, ticks: ticks) }

    func note(_ more: [ProjectionAction]) {
        actions += more
        for action in more {
            if case .read(let query) = action { queries.append(query) }
        }
    }

    /// What was asked for since the last time, once it was carried out.
    func taken() -> [ProjectionAction] {
        defer { actions = [] }
        return actions
    }

    /// Reads the boards that were asked for.
    func answer() {
        while !queries.isEmpty { answer(queries.removeFirst()) }
    }

    func answer(_ query: BoardQuery) { note(projection.install(read(query), of: query, at: now)) }

    func read(_ query: BoardQuery) -> Result<StoredBoard, any Error> { Result { try query.read(reader) } }

    /// Lets time pass on the clock that only goes forward, and does what is due.
    func pass(_ milliseconds: Int64 = 0) {
        ticks += milliseconds
        var isMore = true
        while isMore {
            let tick = projection.tick(at: now, most: 8)
            isMore = tick.isMore
            note(tick.actions)
            for case .publish(let id) in tick.actions { write(id) }
            for case .end(let id, let code) in tick.actions { ends[id] = code }
        }
    }

    private func write(_ id: LiveConnectionID) {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = buffer.withUnsafeMutableBytes { projection.take(id, into: $0, at: now) }
        guard count > 0 else { return }
        clients[id]?.take(Array(buffer[..<count]))
        projection.writable(id)
        isMoreToWrite(id)
    }

    private func isMoreToWrite(_ id: LiveConnectionID) {
        let tick = projection.tick(at: now)
        note(tick.actions)
        for case .publish(let id) in tick.actions { write(id) }
        for case .end(let id, let code) in tick.actions { ends[id] = code }
    }

    @discardableResult
    func open(_ number: UInt64, _ viewer: Viewer) -> LiveConnectionID {
        let id = LiveConnectionID(rawValue: number)
        clients[id] = FeedClient()
        projection.open(id, viewer)
        return id
    }

    func send(_ id: LiveConnectionID, _ text: String) {
        note(projection.catchUp(at: now))
        projection.receive(id, Array(text.utf8), at: now)
        pass()
    }

    /// A member in a role, or the owner.
    static func viewer(_ member: String? = nil, _ role: Role = .admin, ends: Instant? = nil) -> Viewer {
        let actor = member.map { Actor.member(MemberID($0)) } ?? .account("root", role)
        return Viewer(actor: actor, member: member.map { MemberID($0) }, role: role, ends: ends)
    }

    /// The rows of a board's current period, as a page shows them to the owner; nil where it has to be read first.
    func rows(_ board: String, period: String = "current") throws -> [BoardRow]? {
        note(projection.catchUp(at: now))
        let request = BoardRequest(board: board, period: period, scope: nil, window: .page(offset: 0, limit: 100))
        return try projection.read(request, for: Self.viewer(), at: now)?.state.rows
    }
}
