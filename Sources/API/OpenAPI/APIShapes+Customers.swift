import PointsEngine

/// Customers.
extension APIShapes {
    static let customers: [Entry] = [
        ("Customer", [
            "id": .text, "name": .text, "owner": .orNull("Named"), "owner_left": .flag, "team": .orNull("Named"), "class": .orNull(.text),
            "class_title": .orNull("Text"), "class_since": .instant, "since": .instant, "potential": .orNull(.number), "attributes": "Attributes",
            "volume": .orNull(.number), "volume_before": .orNull(.number), "orders": .orNull(.number), "last_order": .orNull(.text),
            "last_visit": .orNull(.text), "visit_due": .orNull(.text), "visit_missed": .orNull(.text), "state": .words(CustomerFilter.State.self),
            "classes?": .list(["from": .orNull(.instant), "class": .orNull(.text)]), "merged?": .list(.text), "may": .list(.words(["visit", "change"])),
            "etag": .text,
        ]),
        ("CustomerClass", ["id": .text, "title": .either([.text, "Text"])]),
        ("CustomerClassAsked", [
            "id": .text, "state": .words(["done", "requested"]), "customer": .text, "class": .text, "level": "Level",
        ]),
        ("CustomerRules", [
            "from": .list(.text), "owner": .words(CustomerRules.Ownership.self), "visit": .orNull(.text), "review": .text, "lost_after": .orNull(.text),
            "classes": .list(["id": .text, "title": .either([.text, "Text"]), "visit_every": .orNull(.text)]),
        ]),
    ]
}
