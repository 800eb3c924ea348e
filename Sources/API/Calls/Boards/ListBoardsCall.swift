import Boards
import Identity
import JSON
import RuleEngine
import Web

/// `GET /boards`: which boards there are, and what they compare.
enum ListBoardsCall {
    static let endpoint = Endpoint(
        .get, "/boards", .signedIn().withScreens,
        "Which boards there are.",
        gives: .json(.page("BoardInfo"))
    ) { call in
        let programme = call.directory.programme
        let set = programme.book.set(at: call.now)
        let screen = call.caller.viewer.screen
        call.reply.answer(.list(programme.boards.filter { screen?.shows($0.id) ?? true }) { BoardInfo($0, set).write(to: &$1) })
    }
}

/// A board's definition as pages need it.
struct BoardInfo {
    private let definition: BoardDefinition
    private let set: RuleSet

    init(_ definition: BoardDefinition, _ set: RuleSet) {
        self.definition = definition
        self.set = set
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", definition.id)
            writer.member("title", definition.title.json)
            writer.member("value", value)
            writer.object("metric", of: definition.value.metric) { name, writer in
                writer.member("id", name)
                writer.member("title", (set.metric(name)?.title ?? LocalizedText(name)).json)
            }
            writer.member("unit", unit)
            writer.member("entrants", definition.entrants.rawValue)
            writer.member("level", definition.admits.level.rawValue)
            writer.member("period", definition.span == nil ? definition.period.rawValue : "span")
            writer.object("span", of: definition.span) { $1.member("from", $0.start.description); $1.member("until", $0.end.description) }
            writer.member("goal", orNull: definition.goal?.value.number)
            writer.member("where", orNull: definition.admits.condition?.source)
            writer.member("scope", definition.scope.rawValue)
            writer.member("ties", definition.ties.rawValue)
            writer.member("reveal", definition.reveal.word)
            writer.member("minimum", orNull: definition.minimum?.number)
            writer.member("per_head", definition.perHead)
            writeHonours(to: &writer)
        }
    }

    func writeHonours(to writer: inout JSONWriter) {
        writer.array("honours") { writer in
            for honour in definition.honours {
                writer.object { writer in
                    writer.member("rank", honour.rank)
                    writer.member("title", orNull: honour.title)
                    writer.member("points", honour.points)
                }
            }
        }
    }

    /// As files write it.
    var value: String { definition.value.word }

    /// `points`, `money`, `count` or `ratio`.
    var unit: String {
        switch definition.value {
        case .attainment, .growth: Metric.Unit.ratio.rawValue
        case .total(.points), .total(.campaign): "points"
        case .total(.metric(let name)): (set.metric(name)?.unit ?? .count).rawValue
        }
    }
}

extension BoardMeasure {
    fileprivate var word: String {
        switch self {
        case .total(.points), .total(.campaign): "points"
        case .total(.metric(let name)): name
        case .attainment: "attainment"
        case .growth: "growth"
        }
    }
}

extension Reveal {
    /// As `boards.yaml` writes it.
    fileprivate var word: String {
        switch self {
        case .all: "all"
        case .top(let count): "top:\(count)"
        case .quiet: "quiet"
        }
    }
}
