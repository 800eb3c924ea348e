import PointsEngine

/// Appraisals, each number with what it was computed from.
extension APIShapes {
    static let appraisals: [Entry] = [
        ("Appraisal", .object(appraisal)),
        ("SealedAppraisal", .object(appraisal + [("seal", .orNull(["number": .integer, "hash": .text]))])),
        ("AppraisalItem", [
            "id": .text, "title": "Text", "weight": .number, "score": .orNull(.number),
            "rated?": ["scale": .number, "by": .words(AppraisalStage.self), "rating": .orNull(.number)],
            "measured?": [
                "measure": .text, "value": .orNull(.number), "full": .number, "most": .number, "fault": .orNull(.text),
                "reads": .list([
                    "function": .words(["metric", "target", "attainment", "appraisal"]), "name": .text, "title": "Text", "unit": .words(["money", "count", "ratio", "score"]),
                    "period": .text, "value": .number, "metric": .orNull(.number), "target": .orNull(.number),
                    "sheets": .list(["period": .text, "score": .orNull(.number)]),
                ]),
            ],
        ]),
        ("GradeSpread", [
            "form": .text, "title": "Text", "period": .text, "team": .orNull("Named"), "sheets": .integer, "completed": .integer, "overdue": .integer,
            "mean": .orNull(.number), "grades": .list(["id": .text, "count": .integer]),
        ]),
    ]

    private static let appraisal: [(String, Shape)] = [
        ("id", .text), ("form", .text), ("title", "Text"), ("period", .text), ("member", "Person"), ("team", .orNull("Named")), ("state", .words(Sheet.State.self)),
        ("opened", .instant), ("score", .orNull(.number)), ("grade", .orNull(.text)), ("items", .list("AppraisalItem")),
        ("grades", .list(["from": .number, "id": .text])), ("turns", .list(.words(AppraisalStage.self))),
        ("steps", .list([
            "state": .words(Sheet.State.self), "at": .instant, "actor": .orNull("Named"), "comment": .orNull(.text), "taken_over": .flag,
        ])),
        ("waits", .orNull(["turn": .words(AppraisalStage.self), "due": .instant, "overdue": .flag])), ("may", .list(.words(Appraise.Action.self))), ("etag", .text),
    ]
}
