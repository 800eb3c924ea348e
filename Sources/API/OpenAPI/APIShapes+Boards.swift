import Boards
import RuleEngine

extension APIShapes {
    static let unit: Shape = .words(["points"] + Metric.Unit.allCases.map(\.rawValue))

    static let boards: [Entry] = [
        ("BoardInfo", [
            "id": .text, "title": "Text", "value": .text, "metric": .orNull(["id": .text, "title": "Text"]), "unit": unit,
            "entrants": .words(BoardDefinition.Entrants.self), "level": .words(Admission.Level.self), "period": .text, "span": .orNull(["from": .text, "until": .text]),
            "goal": .orNull(.number), "where": .orNull(.text), "scope": .text, "ties": .text, "reveal": .text, "minimum": .orNull(.number),
            "per_head": .flag, "honours": .list(["rank": .integer, "title": .orNull("Text"), "points": .integer]),
        ]),
        ("BoardRow", ["member?": .text, "team?": .text, "name": .text, "picture?": .text, "value": .number, "rank": .integer, "place?": .integer, "before?": .integer]),
        ("Board", [
            "board": .text, "period": .text, "epoch": .text, "seq": .integer, "at": .integer, "total": .integer, "unit": unit, "from": .orNull(.instant),
            "until": .orNull(.instant), "state": .words(BoardView.State.allCases.map(\.rawValue)), "locks": .orNull(.instant), "previous": .orNull(.text),
            "following": .orNull(.text), "reveal?": .words(["quiet"]), "rows": .list("BoardRow"), "next?": ["rank": .integer, "value": .number],
            "honours": .list(["member?": .text, "team?": .text, "name": .text, "rank": .integer, "title": .orNull("Text"), "points": .integer]),
        ]),
        ("Campaign", CampaignView.shape),
        ("Champion", ListHonoursCall.shape),
        ("Celebration", [
            "at": .integer, "kind": .text, "member?": .text, "name?": .text, "team?": .text, "picture?": .text, "from?": .text, "points?": .integer,
            "title": .orNull(.either([.text, "Text"])), "board?": .text, "period?": .text, "rank?": .integer, "mark?": .integer, "metric?": .text,
            "badge?": .text,
            "level?": .number, "kudos?": .text, "reason?": .text, "giver?": .text,
        ]),
    ]
}
