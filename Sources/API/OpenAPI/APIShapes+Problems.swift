extension APIShapes {
    static let problems: [Entry] = [
        // An import that was interrupted tells what it has done.
        ("Problem", .object(problem + importMembers.filter { $0.0 != "errors" }.map { ($0.0 + "?", $0.1) })),
        ("RowError", ["line": .integer, "code": .words(ProblemCode.self), "title": .text, "detail": .text, "field?": .text, "value?": .text]),

        ("FileProblem", ["file": .text, "line": .integer, "column": .integer, "detail": .text, "expected": .orNull(.text), "hint?": .text]),
        ("ImportCounts", ["recorded": .integer, "duplicate": .integer, "conflicting": .integer, "refused": .integer]),
        ("Imported", .object(importMembers)),
    ]

    private static let problem: [(String, Shape)] = [
        ("type", .text), ("title", .text), ("status", .integer), ("code", .words(ProblemCode.self)), ("detail?", .text),
        ("errors?", .list(.either([["pointer": .text, "code": .words(ProblemCode.self), "title": .text, "detail?": .text], "RowError"]))),
        // Of files: every place.
        ("problems?", .list("FileProblem")),
        // Of a draft that is published: texts that contradict their rules.
        ("contradictions?", .list("Contradiction")),
        // Of signing in: tries that are left; and what the page of who is not signed in needs.
        ("left?", .integer), ("company?", "CompanyBrief"), ("setup?", .flag),
        // False: the token of the session was not sent, or is that of another.
        ("csrf?", .flag),
    ]

    /// What came of an import; of one that was interrupted the problem tells it.
    private static let importMembers: [(String, Shape)] = [
        ("dry_run", .flag), ("rows", .integer), ("unmatched", .integer), ("blank", .integer), ("recorded", .integer), ("duplicate", .integer), ("conflicting", .integer),
        ("refused", .integer), ("members", .integer), ("teams", .integer), ("customers", .integer),
        ("counts", ["activities": "ImportCounts", "members": "ImportCounts", "teams": "ImportCounts", "customers": "ImportCounts"]),
        ("errors", .list("RowError")), ("notes", .list(.text)), ("stopped", .orNull(.text)),
    ]
}
