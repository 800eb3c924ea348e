import Ledger
import PointsEngine
import RuleEngine

/// Activities, what became of them, and what members have.
extension APIShapes {
    static let points: [Entry] = [
        ("Award", [
            "member": .text, "rule": .text, "points": .integer, "state": .words(["posted", "pending", "held", "none"]), "reason?": .text,
            "refused?": .words(["unique", "cooldown"]), "usable?": .instant, "expires?": .instant, "request?": .text,
        ]),
        ("Cut", ["member": .text, "rule": .text, "points": .integer, "limit": .text]),
        ("Undone", ["member": .text, "rule": .text, "points": .integer]),
        ("Recorded", [
            "source": .orNull(.text), "id": .orNull(.text), "status": .words(["recorded", "duplicate", "conflict", "refused"]), "awards?": .list("Award"),
            "cut?": .list("Cut"), "reversed?": .list("Undone"), "locked?": .list(.text),
            "error?": ["code": .words(ProblemCode.self), "detail?": .text, "pointer?": .text],
        ]),
        ("Activity", .object(activity)),
        ("ListedActivity", .object(activity + [("points", .integer)])),
        ("Explanation", [
            "activity": "Activity", "credits": .list(["member": .text, "name": .text, "share": .number]),
            "decision": [
                "version": .text, "publication": .orNull(.integer), "effective": .orNull(.instant), "recorded": .instant, "rules": .list("ExplainedRule"),
                "customer": .orNull(["id": .text, "name": .text, "class": .orNull("CustomerClass"), "orders": .orNull(.number)]), "locked": .list(.text),
            ],
            "cut": .list("Cut"), "reversed": .list("Undone"), "entries": .list(.integer),
        ]),
        ("ExplainedRule", [
            "rule": .text, "title": "Text", "text": .orNull("Text"), "award": .orNull("RuleAward"), "quantity": .orNull(.number), "unit": .orNull(.text),
            "amount": .number, "multiplier": .number, "total": .integer, "awards": .list("ExplainedAward"),
        ]),
        ("ExplainedAward", [
            "member": .text, "name": .text, "share": .number, "before": .integer, "points": .integer,
            "limits": .list([
                "per": .list(.text), "window": .text, "points?": .integer, "count?": .integer, "used": .number, "cut": .integer,
            ]),
            "state": .words(["posted", "pending", "held", "none", "reversed"]), "usable": .orNull(.instant), "expires": .orNull(.instant),
            "reason": .orNull(.text), "refused": .orNull(.words(["unique", "cooldown", "limit"])), "entry": .orNull(.integer),
        ]),
        ("Amount", ["points": .integer, "at": .orNull(.instant)]),
        ("Balance", [
            "available": .integer, "pending": .integer, "held": .integer, "debt": .integer, "lifetime": .integer, "expiring": .list("Amount"),
            "maturing": .list("Amount"),
            "tier": .orNull([
                "id": .orNull(.text), "title": .orNull("Text"), "qualifying": .integer, "window": .words(Tier.Window.self), "until": .orNull(.instant),
                "next": .orNull(["id": .text, "title": "Text", "threshold": .integer, "missing": .integer]),
            ]),
        ]),
        ("StatementLine", [
            "number": .orNull(.integer), "id?": .text, "at": .instant, "recorded": .instant,
            "kind": .words(EntryKind.allCases.map(\.rawValue) + ["correction"]), "points": .integer,
            "balance": .orNull(.integer), "waiting": .orNull(.integer), "state": .words(["posted", "pending", "held"]), "usable": .orNull(.instant),
            "expires": .orNull(.instant), "rule": .orNull(["id": .text, "title": "Text"]),
            "activity": .orNull(["source": .text, "id": .text, "type": .text, "title": .orNull(.text)]), "entered_by": .orNull("Named"),
            "credits": .list(["member": .text, "name": .text]),
            "redemption": .orNull(["id": .text, "reward": .text, "title": "Text", "state": .words(Request.State.self), "at": .orNull(.instant)]),
            "actor": .orNull("Named"), "reason": .orNull(.text), "correction": .orNull(["was": .integer, "now": .integer]),
            "title?": .orNull("Text"), "board?": .text, "period?": .text,
        ]),
    ]

    private static let activity: [(String, Shape)] = [
        ("source", .text), ("id", .text), ("type", .text), ("time", .instant), ("subject", .orNull(.text)), ("title", .orNull(.text)),
        ("data", .map(payload)), ("recorded", .instant), ("entered_by", .orNull("Named")), ("state", .words(["counted", "reversed", "replaced"])),
        ("reverses", .orNull("ActivityKey")), ("replaces", .orNull("ActivityKey")), ("undone_by", .orNull("ActivityKey")),
    ]
}
