import Boards
import Identity
import JSON
import Periods

/// `boards.yaml`: a list (boards.md).
package enum BoardsFile {
    /// - Parameter metrics: the names of those that there are; where there is one alone, an attainment need not name it.
    package static func boards(_ reader: YAMLReader, _ reading: RuleReading, metrics: [String] = []) throws -> [Found<BoardDefinition>] {
        return try reader.list(upTo: 200) { Found(try board($0, reading, metrics), $0) }
    }

    private static func board(_ reader: YAMLReader, _ reading: RuleReading, _ metrics: [String]) throws -> BoardDefinition {
        let map = try reader.mapping(expected: "a board: id, value, entrants, period …")
        let id = map.required("id") { try $0.name() }
        let title = map.optional("title") { try $0.localizedText() }
        let of = map.optional("of") { try $0.identifier() }
        let value = map.required("value") { reader in
            let text = try reader.text(upTo: 256)
            let only = text == "attainment" && metrics.count == 1 ? metrics[0] : nil
            guard let value = BoardMeasure(text, of: try of() ?? only) else {
                throw reader.mismatch(
                    expected: "points, the name of a metric, attainment or growth",
                    hint: text == "attainment" ? "name the metric beside it: of: revenue" : nil)
            }
            return value
        }
        let entrants = map.optional("entrants", default: .members) { try $0.word(BoardDefinition.Entrants.self) }
        let level = map.optional("level", default: .all) { try $0.word(Admission.Level.self) }
        let period = map.required("period") { try $0.word(PeriodKind.self) }
        let scope = map.optional("scope", default: .company) { try $0.word(BoardDefinition.Scope.self) }
        let ties = map.optional("ties", default: .competition) { try $0.word(TiePolicy.self) }
        let minimum = map.optional("minimum") { try Self.minimum($0) }
        let reveal = map.optional("reveal", default: .all) { try $0.parsed("all, quiet, or top:20", Reveal.init) }
        let perHead = map.optional("per_head", default: false) { try $0.bool() }
        let honours = map.optional("honours", default: []) { try $0.list(upTo: 100, honour) }
        let condition = map.optional("where") { try $0.memberCondition(reading) }
        map.close()
        var board = BoardDefinition(
            id: try id(), title: try title(), value: try value(), entrants: try entrants(), period: try period(), ties: try ties())
        (board.scope, board.minimum, board.reveal) = (try scope(), try minimum(), try reveal())
        (board.perHead, board.honours) = (try perHead(), try honours())
        board.admits.condition = try condition()
        board.admits.level = try level()
        try check(board, map)
        return board
    }

    static func check(_ board: BoardDefinition, _ map: YAMLMapping) throws {
        for problem in board.problems {
            _ = map.failure(at: problem.rawValue, "the board \"\(board.id)\" does not hold", expected: problem.expected)
        }
        guard board.problems.isEmpty else { throw Unreadable() }
    }

    static func minimum(_ reader: YAMLReader) throws -> BoardValue {
        guard let units = try reader.decimal().fixed4 else { throw reader.mismatch(expected: "a number with at most four fraction digits") }
        return .decimal(Int128(units) * (BoardValue.unit / 10_000))
    }

    static func honour(_ reader: YAMLReader) throws -> Honour {
        let map = try reader.mapping(expected: "{rank: 1, title: …, points: 1000}")
        let rank = map.required("rank") { Int(try $0.integer(in: 1...1_000)) }
        let title = map.optional("title") { try $0.localizedText() }
        let points = map.optional("points", default: 0) { try $0.points() }
        map.close()
        return Honour(rank: try rank(), title: try title(), points: try points())
    }

    /// Boards name metrics that there are.
    package static func checkMetrics(_ boards: [Found<BoardDefinition>], _ metrics: [String]) {
        for board in boards {
            guard let metric = board.value.value.metric, !metrics.contains(metric) else { continue }
            let words = metrics + ["points", "attainment", "growth"]
            let place = board.reader.at("of").node.kind == board.reader.node.kind ? board.reader.at("value") : board.reader.at("of")
            _ = place.failure(
                "no metric \"\(metric)\"", expected: "one of \(words.joined(separator: ", "))",
                hint: Spelling.nearest(to: metric, in: words).map { "did you mean \"\($0)\"?" })
        }
    }
}
