import Identity
import Periods
import PointsEngine
import Runtime
import SignIn

/// People, accounts, sessions, and the company as pages need it.
extension APIShapes {
    static let people: [Entry] = [
        ("Member", [
            "id": .text, "name": .text, "team": .orNull("Named"), "teams?": .list(["from": .orNull(.instant), "team": .orNull("Named")]), "role": "Role",
            "joined": .instant, "left": .orNull(.instant), "tier": .orNull(["id": .text, "title": .orNull("Text")]), "available": .orNull(.integer),
            "picture?": .text, "may": .list(.words(["change", "forget", "picture", "deputy"])), "leave?": .list("Days"),
            "deputy?": .orNull(["member": "Named", "from": .instant, "until": .instant]), "etag": .text,
        ]),
        ("Team", ["id": .text, "name": .text, "names": "Text", "parent": .orNull(.text), "members": .integer, "etag": .text]),
        ("Session", [
            "person": [
                "id": .text, "name": .text, "account": .text, "role": "Role", "member": .orNull(.text), "team": .orNull("Named"),
                "language": .orNull(.words(Language.self)), "picture?": .text,
            ],
            "csrf": .text, "expires": .instant, "company": "Company", "waiting?": ["approvals": .integer],
            "owes?": .words(["second-factor"]), "clock?": ["reason": .words(ClockDoubt.Reason.self), "wall": .instant, "believed": .instant],
        ]),
        ("CompanyBrief", ["name": "Text", "logo": .orNull(.text), "languages": .list(.text), "sso": .flag, "providers": .list(["id": .words(ProviderKind.self), "title": .orNull(.text)]), "passwords": .flag]),
        ("SecondFactor", ["on": .flag, "since": .orNull(.instant), "recovery_left": .integer, "required": .flag, "password": .flag]),
        ("SignInSettings", SignInSettingsView.shape),
        ("Company", [
            "now": .instant, "name": "Text", "timezone": .text, "currency": .text, "logo": .orNull(.text), "point_value": .orNull(.number), "languages": .list(.text), "week_start": .words(Weekday.allCases.map(\.name)),
            "fiscal_year_start": .integer, "fiscal_year_named": .words(CompanyCalendar.FiscalYearName.self), "lock_after": .text, "live_since": .text,
            "expiry_warnings": .list(.text), "approvals": .list(["up_to?": .integer, "by": "Level"]),
            "kudos": ["reasons": .list("KudosReason")],
            "publishing": ["rules": "Role", "money": "Role", "authority": "Role", "second": .flag],
            "customers": .orNull("CustomerRules"), "sso": .flag,
        ]),
        ("SessionEntry", ["id": .text, "created": .instant, "used": .instant, "address": .text, "agent": .text, "current": .flag]),
        ("User", .object(user)),
        ("Invited", .object(user + link)),
        ("Link", .object(link)),
        ("Token", .object(token)),
        ("NewToken", .object(token + [("token", .text)])),
    ]

    private static let user: [(String, Shape)] = [
        ("name", .text), ("member", .orNull(.text)), ("role", "Role"), ("disabled", .flag), ("signed_in", .orNull(.instant)), ("invited", .flag), ("etag", .text), ("email", .orNull(.text)), ("second_factor", .flag),
    ]

    /// Where a password is chosen.
    private static let link: [(String, Shape)] = [("link", .text), ("link_expires", .instant), ("mailed", .flag)]

    private static let token: [(String, Shape)] = [
        ("id", .text), ("name", .text), ("scopes", .list(.words(TokenScope.self))), ("sources", .list(.text)), ("created", .instant), ("expires", .orNull(.instant)),
        ("used", .orNull(.instant)), ("address", .orNull(.text)), ("agent", .orNull(.text)),
    ]
}
