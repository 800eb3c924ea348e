import PointsEngine
import RuleEngine

extension APIShapes {
    static let rules: [Entry] = [
        ("Rule", [
            "id": .text, "title": "Text", "text": .orNull("Text"), "on": .list(.text), "category": .words(["sale", "customer", "growth", "other"]),
            "campaign": .flag,
            "manual": .orNull(["by": "Role", "max_age": .text, "hold_above": ["count": .integer, "window": .text]]),
            "when": .orNull(.text), "award": "RuleAward", "multiply": .orNull(.text), "pending": .orNull(.text),
            "hold": .orNull(["when": .orNull(.text), "reason": .text]),
            "limits": .list(["per": .list(.text), "window": .text, "points?": .integer, "count?": .integer, "overflow": .text]),
            "cooldown": .orNull(["per": .list(.text), "for": .text]), "unique": .orNull(["per": .list(.text), "within": .text]),
            "expires": .orNull(["at?": .instant, "after?": .text, "until?": .text]),
            "applies": ["from": .orNull(.instant), "until": .orNull(.instant), "teams": .list("Named")], "qualifying": .flag, "preview": .flag,
            "mine": .orNull(["total": .number]),
        ]),
        ("RuleAward", .either([
            ["fixed": .number], ["points": .number, "per": .number, "unit": unit], ["expression": .text],
            ["ladder": ["over": .text, "mode": .text, "unit": unit, "steps": .list(["from": .number, "rate?": .number, "points?": .number])]],
        ])),
        ("RuleChange", [
            "weight": .words(PublicationWeight.self), "kind": .words(["rule", "metric", "board", "campaign", "appraisal", "company", "tier", "reward", "try"]), "name": .text, "what": .text,
        ]),
        ("Contradiction", ["rule": .text, "language": .text, "numbers": .list(.text)]),
        ("RuleTrial", [
            "at": .instant, "from": .instant, "to": .instant, "now": .integer, "then": .integer, "gain": .integer, "lose": .integer, "same": .integer,
            "current": .flag,
        ]),
        ("FileDifference", [
            "path": .text, "state": .words(["added", "removed", "changed"]), "lines": .list(["mark": .words(LineDifference.Mark.self), "text": .text]),
        ]),
        ("Removed", ["kind": .words(["rule", "metric", "board", "appraisal"]), "id": .text]),
        ("Proposal", [
            "version": .text, "effective": .orNull(.instant), "needs": "Role", "stale": .flag, "changes": .list("RuleChange"), "trial": .orNull("RuleTrial"), "files": .list("FileDifference"),
        ]),
    ]
}
