import Delivering
import JSON
import Outbound
import PointsEngine
import Web

/// What an administrator wants of a webhook; what is left out stays as it is.
struct WebhookDraft: Sendable {
    var webhook: Webhook
    /// Nil: where it was.
    let address: WebhookAddress?
    /// Nil: what it was.
    let secret: String?

    static let shape: [(String, Shape)] = [
        ("title?", .text), ("url?", .orNull(.text)), ("secret?", .orNull(.text)), ("types?", .list(.words(EventType.all))), ("on?", .flag),
    ]

    /// A new one.
    ///
    /// - Parameter id: makes one out of a title, where the body names none.
    init(new body: JSONObject, _ settings: DeliverySettings, id: (String) throws -> String) throws {
        let kind: Webhook.Kind = try body.word("kind") ?? .standard
        address = kind == .mail ? nil : try WebhookAddress(try body.text("url", upTo: Self.longest), settings)
        if kind == .mail, settings.mail == nil { throw Problem.malformed("letters need a mail server: LAUREL_SMTP_URL and LAUREL_SMTP_FROM", at: "/kind") }
        let given = try Self.secret(body, kind)
        secret = given ?? (kind == .standard ? Signature.newSecret() : nil)
        let title = try body.optionalText("title") ?? address?.host ?? kind.rawValue
        let types = try Self.types(body) ?? EventType.usual(of: kind)
        webhook = Webhook(id: try body.optionalText("id", upTo: 128) ?? id(title), title: title, kind: kind, host: address?.host ?? "", types: types)
        if try body.optionalFlag("on") == false { webhook.off = .person }
    }

    init(_ body: JSONObject, changing known: Webhook, _ settings: DeliverySettings) throws {
        webhook = known
        address = try known.kind == .mail ? nil : body.optionalText("url", upTo: Self.longest).map { try WebhookAddress($0, settings) }
        secret = try Self.secret(body, known.kind)
        webhook.title = try body.optionalText("title") ?? known.title
        webhook.host = address?.host ?? known.host
        webhook.types = try Self.types(body) ?? known.types
        if let isOn = try body.optionalFlag("on") { webhook.off = isOn ? nil : known.off ?? .person }
    }

    private static let longest = 2_000

    private static func types(_ body: JSONObject) throws -> [String]? {
        guard let value = body["types"], !value.isNull else { return nil }
        guard let list = value.array else { throw Problem.malformed("types is a list", at: "/types") }
        return try list.enumerated().map { index, item in
            guard let type = item.string, EventType.all.contains(type) else { throw Problem.malformed("no such event", at: "/types/\(index)") }
            return type
        }
    }

    /// Of programs 24 to 64 bytes in Base64 (Standard Webhooks); of robots what their chat gave.
    private static func secret(_ body: JSONObject, _ kind: Webhook.Kind) throws -> String? {
        guard let secret = try body.optionalText("secret") else { return nil }
        switch kind {
        case .standard:
            guard let key = Signature.key(of: secret), 24...64 ~= key.count else { throw Problem.malformed("whsec_ and 24 to 64 bytes in Base64", at: "/secret") }
        case .dingtalk, .feishu: break
        case .wecom, .slack, .mail: throw Problem.malformed("its address is all that it has", at: "/secret")
        }
        return secret
    }
}
