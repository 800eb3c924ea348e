import Identity
import PointsEngine

/// Shapes that several calls share, by the names that the description gives them.
enum APIShapes {
    typealias Entry = (name: String, shape: Shape)

    static let all: [Entry] = plain + problems + points + estimates + boards + people + customers + rules + appraisals + requests + questions + insights + management + programme + drafts

    static let byName: [String: Shape] = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.shape) })

    private static let ofRequests = Set(drafts.map(\.name))

    /// Whether a shape is one of requests alone, in which keys that are not described are refused.
    static func isOfRequests(_ name: String) -> Bool { ofRequests.contains(name) }

    private static let plain: [Entry] = [
        ("Text", .map(.text)),
        ("Named", ["id": .text, "name": .text, "picture?": .text]),
        ("Person", ["id": .text, "name": .text, "picture?": .text, "team": .orNull("Named")]),
        ("Role", .words(Role.self)),
        ("Level", .words(Role.allCases.map(\.rawValue) + ["none"])),
        ("Attributes", .map(.open("what the rules of the company read of its members"))),
        ("ActivityKey", ["source": .text, "id": .text]),
        ("Webhook", .object(WebhookView.shape)),
        ("NewWebhook", .object(WebhookView.shape + [("secret?", .text)])),
        ("Hook", .object(HookView.shape)),
        ("NewHook", .object(HookView.shape + [("secret", .text)])),
        ("HookAnswer", .object(HookAnswer.shape)),
        ("HookReceipt", .object(HookReceiptCalls.shape)),
        ("DeliveryAttempt", .object(ListAttemptsCall.shape)),
    ]

    /// What requests hold.
    private static let drafts: [Entry] = [
        ("Words", .either([.text, "Text"])),
        ("Event", .extensible(eventMembers(version: "specversion?"), others: attribute)),
        ("CloudEvent", .extensible(eventMembers(version: "specversion"), others: attribute)),
        ("EventDraft", .object(draftMembers)),
        ("TierDraft", [
            "id?": .text, "title?": "Words", "threshold?": .integer, "window?": .words(Tier.Window.self), "downgrade?": .words(Tier.Downgrade.self), "grace?": .text,
            "benefits?": .orNull("Words"),
        ]),
        ("RewardDraft", [
            "id?": .text, "title?": "Words", "text?": .orNull("Words"), "kind?": .words(Reward.Kind.self), "cost?": .integer, "tier?": .orNull(.text),
            "stock?": .orNull(.integer), "limit?": .orNull(["count": .integer, "window": .text]), "from?": .orNull(.moment), "until?": .orNull(.moment),
            "picture?": .orNull(.text), "archived?": .flag, "fields?": .orNull(.list(RewardField.draft)),
        ]),
        ("TargetDraft", [
            "owner?": ["kind": .words(["member", "team"]), "id": .text], "member?": .text, "team?": .text, "metric": .text, "period": .text, "value": .number,
        ]),
        ("CampaignDraft", CampaignDraft.shape),
        ("SignInDraft", SignInDraft.shape),
        ("ImportChoices", .object(KeptChoices.shape)),
        ("Files", .map(.orNull(.text))),
        ("RulesDraft", .either([["files": "Files"], .list(.open("a rule as a file of the rules folder has it"))])),
    ]

    private static func eventMembers(version: String) -> [(String, Shape)] {
        [
            (version, .words(["1.0"])), ("id", .text), ("source", .text), ("type", .text), ("time", .instant), ("subject?", .orNull(.text)),
            ("datacontenttype?", .orNull(.text)), ("dataschema?", .orNull(.text)), ("data?", payload), ("data_base64?", .text),
        ]
    }

    /// An event that did not happen: all but its type may be left out.
    private static var draftMembers: [(String, Shape)] {
        eventMembers(version: "specversion?").map { ["id", "source", "time"].contains($0.0) ? ("\($0.0)?", $0.1) : $0 }
    }

    /// Of an extension of CloudEvents: taken, and kept by nobody.
    private static let attribute: Shape = .orNull(.either([.text, .flag, .integer]))

    static let payload: Shape = .open("what the source tells of the activity; rules read it")
}
