/// Shapes that several calls share.
enum APIShapes {
    static let all: [(name: String, shape: Shape)] = [
        ("Text", .map(.text)),
        ("Named", ["id": .text, "name": .text]),
        ("Problem", [
            "type": .text, "title": .text, "status": .integer, "code": .text, "detail?": .text,
            "errors?": .list(["pointer": .text, "code": .text, "detail?": .text]),
        ]),
        ("ActivityKey", ["source": .text, "id": .text]),
        ("Event", [
            "id": .text, "source": .text, "type": .text, "time": .instant, "subject?": .text, "specversion?": .text, "data?": .map(.any),
        ]),
        ("Award", [
            "member": .text, "rule": .text, "points": .integer, "state": .words(["posted", "pending", "held", "none"]), "reason?": .text,
            "refused?": .words(["unique", "cooldown"]), "usable?": .instant, "expires?": .instant, "request?": .text,
        ]),
        ("Cut", ["member": .text, "rule": .text, "points": .integer, "limit": .text]),
        ("Recorded", [
            "source": .orNull(.text), "id": .orNull(.text), "status": .words(["recorded", "duplicate", "conflict", "refused"]), "awards?": .list("Award"),
            "cut?": .list("Cut"), "reversed?": .list(["member": .text, "rule": .text, "points": .integer]), "locked?": .list(.text),
            "error?": ["code": .text, "detail?": .text, "pointer?": .text],
        ]),
        ("Activity", [
            "source": .text, "id": .text, "type": .text, "time": .instant, "subject": .orNull(.text), "title": .orNull(.text), "data": .map(.any),
            "recorded": .instant, "entered_by": .orNull("Named"), "state": .words(["counted", "reversed", "replaced"]), "reverses": .orNull("ActivityKey"),
            "replaces": .orNull("ActivityKey"), "undone_by": .orNull("ActivityKey"), "points?": .integer,
        ]),
        ("Amount", ["points": .integer, "at": .orNull(.instant)]),
        ("Balance", [
            "available": .integer, "pending": .integer, "held": .integer, "debt": .integer, "lifetime": .integer, "expiring": .list("Amount"),
            "maturing": .list("Amount"),
            "tier": .orNull([
                "id": .orNull(.text), "title": .orNull("Text"), "qualifying": .integer, "window": .text, "until": .orNull(.instant),
                "next": .orNull(["id": .text, "title": "Text", "threshold": .integer, "missing": .integer]),
            ]),
        ]),
        ("StatementLine", [
            "number": .orNull(.integer), "id?": .text, "at": .instant, "recorded": .instant,
            "kind": .words(["award", "bonus", "adjustment", "reversal", "expiry", "redemption", "refund", "transfer", "correction"]), "points": .integer,
            "balance": .orNull(.integer), "waiting": .orNull(.integer), "state": .words(["posted", "pending", "held"]), "usable": .orNull(.instant), "expires": .orNull(.instant),
            "rule": .orNull(["id": .text, "title": "Text"]), "activity": .orNull(.map(.any)), "entered_by": .orNull("Named"), "credits": .list(["member": .text, "name": .text]),
            "redemption": .orNull(.map(.any)), "actor": .orNull("Named"), "reason": .orNull(.text), "correction": .orNull(["was": .integer, "now": .integer]),
            "title?": .orNull("Text"), "board?": .text, "period?": .text,
        ]),
        ("BoardInfo", [
            "id": .text, "title": "Text", "value": .text, "metric": .orNull(["id": .text, "title": "Text"]),
            "unit": .words(["points", "money", "count", "ratio"]), "entrants": .words(["members", "teams"]), "period": .text, "scope": .text, "ties": .text,
            "reveal": .text, "minimum": .orNull(.number), "per_head": .flag,
            "honours": .list(["rank": .integer, "title": .orNull("Text"), "points": .integer]),
        ]),
        ("BoardRow", ["member?": .text, "team?": .text, "name": .text, "value": .number, "rank": .integer, "place?": .integer, "before?": .integer]),
        ("Board", [
            "board": .text, "period": .text, "epoch": .text, "seq": .integer, "at": .integer, "total": .integer, "unit": .text, "from": .orNull(.instant),
            "until": .orNull(.instant), "state": .words(["open", "closed", "locked", "history"]), "locks": .orNull(.instant), "previous": .orNull(.text),
            "following": .orNull(.text), "reveal?": .text, "rows": .list("BoardRow"), "next?": ["rank": .integer, "value": .number],
            "honours": .list(["member?": .text, "team?": .text, "name": .text, "rank": .integer, "title": .orNull("Text"), "points": .integer]),
        ]),
        ("Files", .map(.orNull(.text))),
        ("FileProblem", ["file": .text, "line": .integer, "column": .integer, "detail": .text, "expected": .orNull(.text), "hint?": .text]),
        ("Member", [
            "id": .text, "name": .text, "team": .orNull("Named"), "teams?": .list(["from": .orNull(.instant), "team": .orNull("Named")]), "role": "Role", "joined": .instant, "left": .orNull(.instant),
            "tier": .orNull(.map(.any)), "available": .orNull(.integer), "may": .list(.text), "etag": .text,
        ]),
        ("Role", .words(["rep", "manager", "director", "finance", "admin"])),
        ("Team", ["id": .text, "name": .text, "parent": .orNull(.text), "members": .integer, "etag": .text]),
        ("Session", [
            "person": .map(.any), "csrf": .text, "expires": .instant, "company": .map(.any), "waiting?": ["approvals": .integer],
            "clock?": ["reason": .words(["jumped", "long-after-last-command"]), "wall": .instant, "believed": .instant],
        ]),
        ("Tier", [
            "id": .text, "title": "Text", "threshold": .integer, "window": .words(["quarter", "year", "rolling-12m", "lifetime"]),
            "downgrade": .words(["one", "reassess"]), "grace": .text, "benefits": .orNull("Text"), "rewards": .integer, "members": .integer, "etag": .text,
        ]),
        ("TierDraft", [
            "id?": .text, "title?": "Text", "threshold?": .integer, "window?": .text, "downgrade?": .text, "grace?": .text, "benefits?": .orNull("Text"),
        ]),
        ("Reward", [
            "id": .text, "title": "Text", "text": .orNull("Text"), "kind": .words(["gift", "gift-card", "cash", "travel", "training", "honour"]),
            "cost": .integer, "tier": .orNull(.text), "stock": .orNull(.integer), "limit": .orNull(["count": .integer, "window": .text]),
            "from": .orNull(.instant), "until": .orNull(.instant), "archived": .flag, "picture": .orNull(.text), "redeemed": .integer, "etag": .text,
            "me": .orNull(["can": .flag, "code": .orNull(.text), "missing": .orNull(.integer), "left": .orNull(.integer), "approval": .text]),
        ]),
        ("RewardDraft", [
            "id?": .text, "title?": .either(["Text", .text]), "text?": .orNull(.either(["Text", .text])), "kind?": .text, "cost?": .integer, "tier?": .orNull(.text), "stock?": .orNull(.integer),
            "limit?": .orNull(["count": .integer, "window": .text]), "from?": .orNull(.instant), "until?": .orNull(.instant), "picture?": .orNull(.text),
            "archived?": .flag,
        ]),
        ("Redemption", [
            "id": .text, "reward": .map(.any), "member": .map(.any), "count": .integer, "points": .integer,
            "state": .words(["requested", "approved", "fulfilled", "rejected", "cancelled"]), "requested": .instant,
            "steps": .list(["state": .text, "at": .instant, "actor": .orNull("Named"), "comment": .orNull(.text)]), "may": .list(.text), "etag": .text,
            "available?": .integer,
        ]),
        ("Approval", .map(.any)),
        ("Target", .map(.any)),
        ("TargetDraft", [
            "owner?": .map(.text), "member?": .text, "team?": .text, "metric": .text, "period": .text, "value": .number, "reason?": .text,
        ]),
        ("Draft", .either([["files": "Files"], ["rules": .either([["files": "Files"], .list(.map(.any))])]])),
        ("Attainment", [
            "owner": .map(.any), "metric": .map(.any), "period": .text, "value": .number, "reached": .number, "attainment": .number, "pace": .number,
            "state": .words(["on-track", "watch", "behind"]),
        ]),
        ("User", [
            "name": .text, "member": .orNull(.text), "role": "Role", "disabled": .flag, "signed_in": .orNull(.instant), "invited": .flag, "etag": .text,
        ]),
        ("Token", [
            "id": .text, "name": .text, "scopes": .list(.text), "sources": .list(.text), "created": .instant, "expires": .orNull(.instant),
            "used": .orNull(.instant), "address": .orNull(.text), "agent": .orNull(.text),
        ]),
        ("SessionEntry", ["id": .text, "created": .instant, "used": .instant, "address": .text, "agent": .text, "current": .flag]),
        ("Adjusted", ["id": .text, "state": .words(["done", "requested"]), "points": .integer, "entry": .orNull(.integer), "level": .text]),
        ("RuleChange", [
            "weight": .words(["rules", "money", "authority"]), "kind": .words(["rule", "metric", "board", "company", "tier", "reward", "try"]), "name": .text,
            "what": .text,
        ]),
        ("Rule", .map(.any)),
    ]
}
