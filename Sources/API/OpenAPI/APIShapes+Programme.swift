import PointsEngine

/// Badges, thanks, notices and screens.
extension APIShapes {
    static let programme: [Entry] = [
        ("Badges", [
            "earned": .list([
                "badge": .text, "title": "Text", "text": .orNull("Text"), "icon": .orNull(.text), "level": .number, "of": .integer, "place": .integer,
                "period": .text, "at": .instant, "taken_back": .flag, "withdrawn": .orNull(["at": .instant, "reason": .text]),
            ]),
            "next": .list([
                "badge": .text, "title": "Text", "text": .orNull("Text"), "icon": .orNull(.text), "period": .text, "value": .number, "level": .number,
                "missing": .number, "unit": .words(["money", "count", "ratio", "workday", "week", "month"]), "levels": .list(.number),
            ]),
        ]),
        ("Days", ["from": .text, "until": .text]),
        ("Leave", ["member": .text, "leave": .list("Days"), "etag": .text]),
        ("KudosReason", ["id": .text, "title": .orNull("Text")]),
        ("Kudos", [
            "id": .text, "from": "Person", "to": "Person", "reason": "KudosReason", "text": .text, "at": .instant,
            "claps": ["count": .integer, "mine": .flag, "people": .list("Named")],
            "hidden": .orNull(["by": .orNull("Named"), "at": .instant, "reason": .text]), "may": .list(.words(["clap", "hide"])),
        ]),
        ("KudosPage", ["items": .list("Kudos"), "next": .orNull(.text), "reasons": .list("KudosReason"), "left": .orNull(.integer)]),
        ("Notice", .extensible(
            [
                ("id?", .text), ("kind", .words(NoticeKind.self)), ("at", .integer), ("points", .orNull(.integer)), ("title", .either([.text, "Text"])),
                ("read?", .flag), ("items?", .list("Notice")),
            ], others: .open("what else the kind says: request, about and state of a decision, expires of a warning, level of a badge"))),
        ("NoticePage", ["items": .list("Notice"), "next": .orNull(.text), "unread": .integer]),
        ("Preferences", ["notices": .map(.words(NoticePreferences.Mode.self)), "digest": .words(NoticePreferences.Rhythm.self)]),
        ("ScreenRequest", ["id": .text, "code": .text, "secret": .text, "expires": .instant]),
        ("Screen", [
            "id": .text, "state": .words(["waiting", "confirmed"]), "name": .orNull(.text), "boards": .list(.text), "team": .orNull("Named"), "language": .orNull(.text),
            "sound": .flag, "pace": .integer, "created": .orNull(.instant), "by": .orNull(.text), "used": .orNull(.instant), "expires": .orNull(.instant), "company?": "Company",
        ]),
    ]
}
