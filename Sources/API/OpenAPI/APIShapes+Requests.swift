import PointsEngine
import RuleEngine

/// What people ask for, and what others decide; and what managers configure.
extension APIShapes {
    static let requests: [Entry] = [
        ("Redemption", .object(redemption)),
        ("Redeemed", .object(redemption + [("available", .integer)])),
        ("Approval", [
            "id": .text, "kind": .words(Request.Kind.names), "points": .orNull(.integer), "member": .orNull("Person"),
            "title": .orNull(.either([.text, "Text"])), "reason": .orNull(.text), "requested": .instant, "by": .orNull("Named"), "level": "Level",
            "rule": .orNull(["id": .text, "title": .either([.text, "Text"])]), "activity": .orNull("ActivityKey"), "redemption": .orNull("Redemption"),
            "target": .orNull([
                "metric": ["id": .text, "title": "Text"], "period": .text, "from": .orNull(.number), "to": .number, "unit": unit, "owner": "Owner",
            ]),
            "customer": .orNull(["id": .text, "name": .text, "from": .orNull("CustomerClass"), "to": .orNull("CustomerClass")]),
            "publication": .orNull("Proposal"),
            "facts": [
                "largest_30d?": .integer, "earned_30d?": .integer, "available?": .integer, "rank?": ["board": .text, "now": .integer, "then": .integer],
            ],
            "state": .words(["open", "approved", "rejected", "cancelled", "void"]),
            "decided?": ["at": .instant, "actor": .orNull("Named"), "comment": .orNull(.text), "for?": "Named"], "deputy_for?": "Named",
        ]),
        ("Adjusted", ["id": .text, "state": .words(["done", "requested"]), "points": .integer, "entry": .orNull(.integer), "level": "Level"]),
    ]

    private static let redemption: [(String, Shape)] = [
        ("id", .text), ("reward", ["id": .text, "title": "Text", "kind": .words(Reward.Kind.self), "picture": .orNull(.text)]), ("member", "Person"),
        ("count", .integer), ("points", .integer), ("state", .words(["requested", "approved", "fulfilled", "rejected", "cancelled"])), ("requested", .instant),
        ("steps", .list(["state": .words(Request.State.self), "at": .instant, "actor": .orNull("Named"), "comment": .orNull(.text), "for?": "Named"])),
        ("answered", .flag), ("may", .list(.words(["cancel", "fulfil"]))), ("etag", .text),
    ]

    static let management: [Entry] = [
        ("Owner", ["kind": .words(["member", "team", "company"]), "id": .text, "name": .text]),
        ("MetricInfo", ["id": .text, "title": "Text", "unit": unit]),
        ("Target", [
            "id": .text, "owner": "Owner", "metric": "MetricInfo", "period": .text, "value": .orNull(.number), "state": .words(["agreed", "requested"]),
            "wanted": .orNull(.number), "may": .list(.words(["change"])), "etag": .text,
        ]),
        ("Attainment", [
            "owner": "Owner", "metric": "MetricInfo", "period": .text, "value": .number, "reached": .number, "attainment": .number, "pace": .number,
            "state": .words(Pace.State.self),
        ]),
        ("Tier", [
            "id": .text, "title": "Text", "threshold": .integer, "window": .words(Tier.Window.self), "downgrade": .words(Tier.Downgrade.self), "grace": .text,
            "benefits": .orNull("Text"), "rewards": .integer, "members": .integer, "etag": .text,
        ]),
        ("TierPreview", [
            "members": .integer, "histogram": ["width": .integer, "counts": .list(.integer)],
            "tiers": .list(["id": .text, "now": .integer, "then": .integer, "up": .integer, "down": .integer]),
            "moving": .integer, "moves": .list(["member": "Person", "from": .orNull(.text), "to": .orNull(.text)]), "none": ["now": .integer, "then": .integer],
        ]),
        ("Reward", [
            "id": .text, "title": "Text", "text": .orNull("Text"), "kind": .words(Reward.Kind.self), "cost": .integer, "tier": .orNull(.text),
            "stock": .orNull(.integer), "limit": .orNull(["count": .integer, "window": .text]), "from": .orNull(.instant), "until": .orNull(.instant),
            "archived": .flag, "picture": .orNull(.text), "fields": .list(RewardField.shape), "redeemed": .integer, "etag": .text,
            "me": .orNull([
                "can": .flag, "code": .orNull(.words(ProblemCode.self)), "reason": .orNull(.words(RewardObstacle.words)), "at": .orNull(.instant),
                "missing": .orNull(.integer), "left": .orNull(.integer), "approval": "Level", "takes": .list("Amount"), "after": .orNull(.integer), "wish": .orNull(.instant),
            ]),
        ]),
    ]
}
