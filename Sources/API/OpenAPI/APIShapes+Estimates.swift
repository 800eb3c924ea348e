import Expressions
import RuleEngine

/// What an activity would bring.
extension APIShapes {
    static let estimates: [Entry] = [
        ("ManualType", [
            "type": .text, "title": "Text", "by": .list(.words(ManualEntry.Subject.self)), "max_age": .text,
            "fields": .list(["name": .text, "kind": .orNull(.words(FieldUse.Kind.self)), "unit": .orNull(.words(Metric.Unit.self)), "values": .list(.text)]),
        ]),
        ("PreviewedType", [
            "type": .text, "title": "Text", "rules": .list(.text),
            "fields": .list(["name": .text, "kind": .orNull(.words(FieldUse.Kind.self)), "unit": .orNull(.words(Metric.Unit.self)), "values": .list(.text)]),
        ]),
        ("Estimate", .object((byNameOfPoints("Recorded") ?? []) + [
            ("points", .integer),
            ("boards", .list([
                "id": .text, "title": "Text", "period": .text, "unit": .words(["points", "money", "count", "ratio"]), "team?": .text, "name?": .text,
                "rank": ["before": .orNull(.integer), "after": .orNull(.integer)], "value": ["before": .orNull(.number), "after": .orNull(.number)],
            ])),
            ("tier", .orNull([
                "before": .orNull(.text), "after": .orNull(.text), "title": .orNull("Text"), "qualifying": ["before": .integer, "after": .integer],
                "next": .orNull(["id": .text, "title": "Text", "threshold": .integer, "missing": .integer]),
            ])),
            ("targets", .list([
                "metric": "MetricInfo", "period": .text, "value": .number, "reached": ["before": .number, "after": .number],
                "attainment": ["before": .number, "after": .number],
            ])),
            ("badges", .list(.map(payload))),
            ("noticed", .list(["type": .text, "data": .map(payload), "awards": .list("Award")])),
        ])),
    ]

    private static func byNameOfPoints(_ name: String) -> [(String, Shape)]? { points.first { $0.name == name }?.shape.members }
}
