import PointsEngine

/// Questions about what concerns members.
extension APIShapes {
    static let questions: [Entry] = [
        ("Question", [
            "id": .text, "about": ["kind": .words(Question.About.Kind.self), "id": .text, "title?": "Text", "period?": .text],
            "line": .orNull(["points": .integer, "at": .instant, "activity": .orNull("ActivityKey")]), "rule": .orNull(["id": .text, "title": "Text"]),
            "member": "Person", "text": .text, "state": .words(Question.State.self), "asked": .instant, "age_days": .integer, "passed_to": .orNull("Named"),
            "steps": .list([
                "deed": .words(Question.Step.Action.self), "at": .instant, "actor": .orNull("Named"), "text": .orNull(.text), "to": .orNull("Named"),
                "adjustment": .orNull(.text), "activity": .orNull("ActivityKey"),
            ]),
            "may": .list(.words(["answer", "pass", "reopen", "close"])),
        ]),
    ]
}
