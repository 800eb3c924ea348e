/// A note for every call, by method and path below `/api/v1` (a test holds them to the routes).
enum CallNotes {
    static let all: [String: CallNote] = points.merging(management) { $1 }.merging(accounts) { $1 }.merging(operations) { $1 }

    private static let points: [String: CallNote] = [
        "POST /activities": CallNote(
            "Report facts: CloudEvents (structured, batch, binary) or plain JSON, one or up to 1,000. A batch is answered 200 with results in order.",
            body: .either(["Event", .list("Event")]), gives: "Recorded", status: 201
        ).or(200, .either(["Recorded", ["results": .list("Recorded")]])),
        "GET /activities": CallNote(
            "Activities with what became of them, the latest first.",
            query: [.init("member", .text, "an id, or me"), .init("type")] + CallNote.time + CallNote.paging, gives: .page("Activity")),
        "GET /activities/one": CallNote(
            "The explanation of an activity: every rule's answer, step by step.", query: [.init("source"), .init("id")],
            gives: [
                "activity": "Activity", "credits": .list(["member": .text, "name": .text, "share": .number]),
                "decision": ["version": .text, "publication": .orNull(.integer), "effective": .orNull(.instant), "recorded": .instant, "rules": .list(.map(.any)), "locked": .list(.text)],
                "cut": .list("Cut"), "reversed": .list(.map(.any)), "entries": .list(.integer),
            ]),
        "GET /members/{id}/balance": CallNote("What a member has, when it lapses, and how far the next tier is.", gives: "Balance"),
        "GET /members/{id}/statement": CallNote(
            "A member's entries, newest first, each with the balance after it: what is available and what is waiting.",
            query: [.init("kind", .text, "a kind of entry, or correction"), .init("format", .words(["json", "csv"]))] + CallNote.time + CallNote.paging,
            gives: .page("StatementLine")),
        "GET /boards": CallNote("Which boards there are.", gives: .page("BoardInfo")),
        "GET /boards/{id}": CallNote(
            "Standings of a period.",
            query: [
                .init("period", .text, "current, or a key: 2026-11-21, 2026-W47, 2026-11, 2026-Q4, 2026, all"),
                .init("scope", .text, "company, own-team, or team:ID"), .init("limit", .integer), .init("offset", .integer),
                .init("around", .text, "me, or a member: their neighbourhood"), .init("radius", .integer, "0 to 25"),
            ], gives: "Board"),
        "GET /celebrations": CallNote("What was celebrated last, newest first.", query: [.init("limit", .integer)], gives: ["items": .list(.map(.any)), "next": .orNull(.text)]),
        "POST /rules/rejudge": CallNote(
            "Judge again what was recorded, as visible corrections.", body: ["from": .text, "to?": .orNull(.text), "reason": .text],
            gives: [
                "version": .text, "corrected": .integer, "unchanged": .integer, "refused": .integer,
                "errors": .list(["source": .text, "id": .text, "code": .text, "detail": .text]),
            ]),
        "GET /rules/rejudge": CallNote("The last time that activities were judged again, and how far it has come.", gives: ["running": .flag, "run": .orNull(.map(.any))]),
        "GET /rules/waiting": CallNote(
            "Drafts of publications that wait for their second, the newest first.",
            gives: .page([
                "id": .text, "by": .orNull("Named"), "requested": .instant, "reason": .orNull(.text), "version": .text, "effective": .orNull(.instant),
                "needs": "Role", "changes": .list("RuleChange"), "may": .flag,
            ])),
        "GET /rules/versions": CallNote("The rule sets that were published, the newest first; planned ones too, and last the first one.", query: [.init("limit", .integer)], gives: .page(.map(.any))),
        "GET /rules": CallNote("The rules in force, as people read them.", gives: ["version": .text, "effective": .orNull(.instant), "items": .list("Rule"), "next": .any]),
        "GET /rules/files": CallNote("The texts of the rules in force, or of a version.", query: [.init("version")], gives: ["version": .text, "files": "Files"]),
        "POST /rules/check": CallNote(
            "Everything that is wrong with a draft; of one that holds, what it changes and who may publish that.", body: "Draft",
            gives: [
                "ok": .flag, "version": .orNull(.text), "problems": .list("FileProblem"), "removed": .list(["kind": .words(["rule", "metric", "board"]), "id": .text]),
                "changes?": .list("RuleChange"), "needs?": "Role",
                "second?": .flag, "may?": .flag,
            ]),
        "POST /rules/backtest": CallNote(
            "What a draft would have given for past facts. Writes nothing.", body: ["rules?": .either([["files": "Files"], .list(.map(.any))]), "files?": "Files", "from": .text, "to": .text],
            gives: [
                "activities": .integer, "now": .integer, "then": .integer, "gain": .integer, "lose": .integer, "same": .integer,
                "members": .list(["id": .text, "name": .text, "now": .integer, "then": .integer]),
                "rules": .list(["rule": .text, "title": "Text", "now": .integer, "then": .integer]),
                "teams": .list(["team": .orNull(.text), "name": .orNull(.text), "now": .integer, "then": .integer]),
                "months": .list(["month": .text, "now": .integer, "then": .integer]), "refused": .map(.integer),
            ]),
        "POST /rules/publish": CallNote(
            "Put a folder of rules in force. What it changes decides who may; where another person has to second it, it waits among the approvals.",
            body: ["files?": "Files", "rules?": .either([["files": "Files"], .list(.map(.any))]), "effective?": .orNull(.instant), "reason?": .text],
            gives: ["state": .words(["published"]), "version": .text, "effective": .instant, "removed": .list(["kind": .words(["rule", "metric", "board"]), "id": .text])]
        ).or(202, [
            "state": .words(["waiting"]), "id": .text, "version": .text, "effective": .orNull(.instant), "needs": "Role", "changes": .list("RuleChange"),
        ]),
        "GET /reports/{report}": CallNote(
            "A report: earned, spent, liability, boards or targets.",
            query: [.init("by", .words(["rule", "team", "member", "month", "reward"])), .init("format", .words(["json", "csv"]))] + CallNote.time + CallNote.paging,
            gives: [
                "report": .text, "from": .instant, "to": .instant, "by": .text, "columns": .list(["id": .text, "unit": .text]),
                "items": .list(["key": .text, "name": .any, "values": .list(.orNull(.number))]), "totals": .list(.orNull(.number)), "next": .orNull(.text),
            ]),
        "GET /audit": CallNote(
            "Who did what, when, from where; and the head of the chain of seals.", query: [.init("kind"), .init("actor")] + CallNote.time + CallNote.paging,
            gives: [
                "items": .list([
                    "number": .integer, "at": .instant, "actor": .orNull("Named"), "kind": .text, "action": .text, "subject": .orNull(.text),
                    "title": .any, "detail": .map(.any), "from": .orNull(.text), "comment": .orNull(.text),
                ]), "head": ["number": .integer, "hash": .text], "kinds": .list(.text), "next": .orNull(.text),
            ]),
        "GET /exports/{file}": CallNote(
            "Data out: entries.csv, activities.csv or members.csv, made while it is sent. Where limit leaves something out, Link names the next file.",
            query: [.init("after", .integer), .init("limit", .integer, "1 to 100000")], gives: .text, mediaType: "text/csv"),
    ]

    private static let management: [String: CallNote] = [
        "GET /tiers": CallNote("Tiers, lowest first.", gives: ["items": .list("Tier"), "none": .integer, "next": .any]),
        "POST /tiers": CallNote("A new tier.", body: "TierDraft", gives: "Tier", status: 201, headers: ["Idempotency-Key"]).or(200, "Tier"),
        "POST /tiers/preview": CallNote(
            "Who would be where under a draft. Writes nothing.", body: ["window": .text, "tiers": .list(["id": .text, "threshold": .integer])], gives: .map(.any)),
        "PUT /tiers/{id}": CallNote("Change a tier.", body: "TierDraft", gives: "Tier", headers: ["If-Match"]),
        "DELETE /tiers/{id}": CallNote("Remove a tier that no reward asks for.", gives: nil, status: 204, headers: ["If-Match"]),
        "GET /rewards": CallNote("The catalogue.", query: [.init("archived", .flag)], gives: .page("Reward")),
        "POST /rewards": CallNote("A new reward.", body: "RewardDraft", gives: "Reward", status: 201, headers: ["Idempotency-Key"]).or(200, "Reward"),
        "PUT /rewards/{id}": CallNote("Change a reward.", body: "RewardDraft", gives: "Reward", headers: ["If-Match"]),
        "POST /rewards/{id}/archive": CallNote("Take a reward out of the catalogue, or back.", body: ["archived?": .flag], gives: "Reward"),
        "GET /redemptions": CallNote(
            "Redemptions, the latest first.", query: [.init("member"), .init("state"), .init("team")] + CallNote.paging, gives: .page("Redemption")),
        "POST /redemptions": CallNote(
            "Spend points on a reward.", body: ["reward": .text, "count?": .integer, "quantity?": .integer, "member?": .text], gives: "Redemption", status: 201,
            headers: ["Idempotency-Key"]
        ).or(200, "Redemption"),
        "POST /redemptions/{id}/cancel": CallNote("Cancel before it is fulfilled; points and stock come back.", body: ["comment?": .text], gives: "Redemption"),
        "POST /redemptions/{id}/fulfil": CallNote("Note that the reward was handed over.", body: ["comment?": .text], gives: "Redemption"),
        "GET /approvals": CallNote(
            "What the reader may decide; with state=decided the past.", query: [.init("kind"), .init("state")] + CallNote.paging, gives: .page("Approval")),
        "POST /approvals/{id}": CallNote("Decide; a rejection needs a comment. A yes to a publication puts it in force.", body: ["approve": .flag, "comment?": .text], gives: "Approval"),
        "POST /adjustments": CallNote(
            "Points by hand, within authority.", query: [.init("dry_run", .flag, "true says whether it would wait")],
            body: ["member": .text, "points": .integer, "reason": .text], gives: "Adjusted", status: 201, headers: ["Idempotency-Key"]
        ).or(200, "Adjusted"),
        "POST /recognitions": CallNote(
            "Words for somebody, with or without points.", query: [.init("dry_run", .flag, "true says whether they would wait")],
            body: ["member": .text, "title": .text, "points?": .integer], gives: "Adjusted", status: 201, headers: ["Idempotency-Key"]
        ).or(200, "Adjusted"),
        "GET /targets": CallNote("Targets.", query: [.init("period"), .init("member"), .init("team")], gives: .page("Target")),
        "PUT /targets": CallNote(
            "Set targets, or ask for a change.", query: [.init("dry_run", .flag, "true says which of them would wait")],
            body: .either([["targets": .list("TargetDraft"), "reason?": .text], "TargetDraft"]), gives: .page("Target")),
        "GET /targets/attainment": CallNote(
            "How much of each target is reached, and the pace.", query: [.init("period"), .init("of", .text, "me, member:ID, team:ID or company")],
            gives: .page("Attainment")),
    ]

    private static let accounts: [String: CallNote] = [
        "GET /session": CallNote("Who is signed in, and what pages need of the company.", gives: "Session"),
        "POST /session": CallNote("Sign in.", body: ["name": .text, "password": .text], gives: "Session"),
        "PATCH /session": CallNote("Choose a language.", body: ["language": .orNull(.text)], gives: "Session"),
        "DELETE /session": CallNote("Sign out.", gives: nil, status: 204),
        "POST /session/password": CallNote(
            "Change the own password. Every session ends, and the browser gets a new one: read GET /session for its token.",
            body: ["current": .text, "password": .text], gives: nil, status: 204),
        "GET /sessions": CallNote("Where the caller is signed in, the last used first.", gives: .page("SessionEntry")),
        "DELETE /sessions": CallNote("Sign the caller out everywhere else.", gives: nil, status: 204),
        "DELETE /sessions/{id}": CallNote("End one of the caller's sessions.", gives: nil, status: 204),
        "GET /users/{name}/sessions": CallNote("Where an account is signed in, the last used first.", gives: .page("SessionEntry")),
        "DELETE /users/{name}/sessions": CallNote("Sign an account out everywhere.", gives: nil, status: 204),
        "DELETE /users/{name}/sessions/{id}": CallNote("End one session of an account.", gives: nil, status: 204),
        "DELETE /tokens": CallNote("Revoke every token, also the one that asks.", gives: nil, status: 204),
        "POST /clock/accept": CallNote(
            "Say that the server's clock, which has jumped ahead, is right: what waited for it goes on. 409 where it is not doubted.", gives: nil, status: 204),
        "POST /setup": CallNote(
            "Follow an invitation, or be the first administrator. 204 to the owner at the command line, who signs in nowhere.",
            body: ["token": .text, "name?": .text, "password": .text], gives: "Session"
        ).or(204, nil),
        "POST /setup/check": CallNote("What a link is for.", body: ["token": .text], gives: ["kind": .text, "name": .orNull(.text), "company": .map(.any)]),
        "GET /members": CallNote(
            "People.", query: [.init("team"), .init("q"), .init("left", .flag), .init("sort")] + CallNote.paging, gives: .page("Member")),
        "POST /members": CallNote(
            "A new member. What `defaults` names holds only for somebody new, and is not compared with what is recorded.",
            body: [
                "id": .text, "name": .text, "team?": .orNull(.text), "role?": "Role", "joined?": .orNull(.text), "attributes?": .map(.any),
                "defaults?": .list(.words(["name", "role", "team", "attributes"])),
            ], gives: "Member", status: 201, headers: ["Idempotency-Key"]
        ).or(200, "Member"),
        "GET /members/{id}": CallNote("One member.", gives: "Member"),
        "PATCH /members/{id}": CallNote(
            "Rename, move to another team, change the role, let leave.",
            body: [
                "name?": .text, "team?": .orNull(.text), "role?": "Role", "left?": .orNull(.text), "at?": .text, "attributes?": .orNull(.map(.any)),
            ], gives: "Member", headers: ["If-Match"]),
        "GET /teams": CallNote("The tree of teams.", query: CallNote.paging, gives: .page("Team")),
        "POST /teams": CallNote(
            "A new team. What `defaults` names holds only for a new one.",
            body: ["id": .text, "name": .any, "parent?": .orNull(.text), "defaults?": .list(.words(["name", "parent"]))], gives: "Team", status: 201, headers: ["Idempotency-Key"]
        ).or(200, "Team"),
        "PATCH /teams/{id}": CallNote("Rename a team, or move it.", body: ["name?": .any, "parent?": .orNull(.text)], gives: "Team", headers: ["If-Match"]),
        "GET /users": CallNote("Accounts.", query: CallNote.paging, gives: .page("User")),
        "POST /users": CallNote("Invite: the answer holds the link, once.", body: ["name": .text, "member?": .orNull(.text), "role": "Role"], gives: .map(.any), status: 201),
        "POST /users/{name}/reset": CallNote("A link to set a new password.", gives: ["link": .text, "link_expires": .instant]),
        "PATCH /users/{name}": CallNote("Disable an account, change its role.", body: ["disabled?": .flag, "role?": "Role"], gives: "User", headers: ["If-Match"]),
        "GET /tokens": CallNote("Tokens of integrations.", gives: .page("Token")),
        "POST /tokens": CallNote(
            "A new token: the answer holds it, once.", body: ["name": .text, "scopes": .list(.text), "sources?": .list(.text), "expires?": .orNull(.text)],
            gives: .map(.any), status: 201),
        "DELETE /tokens/{id}": CallNote("Revoke a token.", gives: nil, status: 204),
    ]

    private static let operations: [String: CallNote] = [
        "GET /imports": CallNote("The maps by which CSV files are read.", gives: .map(.any)),
        "POST /imports": CallNote(
            "Rows of a CSV file, which is the body, by a map of the rules folder.",
            query: [.init("map"), .init("dry_run", .flag, "true says what would happen")],
            gives: [
                "dry_run": .flag, "rows": .integer, "unmatched": .integer, "recorded": .integer, "duplicate": .integer, "conflicting": .integer, "refused": .integer,
                "members": .integer, "teams": .integer, "counts": .map(.map(.integer)), "errors": .list(["line": .integer, "code": .text, "detail": .text]),
                "notes": .list(.text), "stopped": .orNull(.text),
            ]),
        "GET /healthz": CallNote("The process answers.", gives: ["status": .text]),
        "GET /readyz": CallNote("Facts are loaded and writes are taken.", gives: ["status": .text]).or(503, ["status": .text, "reasons": .list(["code": .text, "detail": .text])]),
        "GET /metrics": CallNote("Numbers for whoever runs the server.", gives: .text, mediaType: "application/openmetrics-text"),
        "GET /openapi.json": CallNote("This description.", gives: .map(.any)),
    ]
}
