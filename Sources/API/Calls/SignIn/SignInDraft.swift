import Identity
import JSON
import SignIn

/// Settings of signing in as a page sends them.
struct SignInDraft {
    let policy: SignInPolicy

    static let shape: Shape = [
        "openid?": .orNull(["issuer": .text, "client_id": .text, "client_secret?": .orNull(.text)]), "title?": .orNull(.text),
        "wecom?": .orNull(scan), "dingtalk?": .orNull(scan), "feishu?": .orNull(scan), "match?": .orNull(.text),
        "roles?": .orNull(["claim": .text, "map": .map("Role")]), "create?": .flag,
        "passwords?": .orNull(["on": .flag, "but?": .orNull(.text)]), "second_factor?": .flag,
    ]

    private static let scan: Shape = [
        "client_id": .text, "client_secret?": .orNull(.text), "agent?": .orNull(.text), "pages?": .orNull(.text), "api?": .orNull(.text), "directory?": .orNull(.text),
    ]

    /// - Parameter known: what holds until then; the secrets that are left out are its.
    init(_ body: JSONObject, over known: SignInPolicy) throws {
        var policy = SignInPolicy()
        policy.openID = known.openID.flatMap { $0.isFixed ? $0 : nil }
        if policy.openID == nil, let object = try body.object("openid") { policy.openID = try Self.openID(object, known.openID) }
        policy.title = try body.optionalText("title", upTo: 40)
        for kind in ProviderKind.allCases where kind != .openID {
            if let object = try body.object(kind.rawValue) { policy.scans[kind] = try Self.scan(kind, object, known.scans[kind]) }
        }
        policy.match = try body.optionalText("match", upTo: 60) ?? "email"
        policy.roleMap = try body.object("roles").map(Self.roleMap)
        policy.createsMembers = try body.flag("create", default: false)
        policy.needsSecondFactor = try body.flag("second_factor", default: false)
        if let passwords = try body.object("passwords"), try !passwords.flag("on", default: true) {
            guard let name = try passwords.optionalText("but", upTo: 128) else { throw Problem.malformed("the account that keeps its password", at: "/passwords/but") }
            policy.onlyPasswordOf = name
        }
        let wanted = policy.wanted
        policy.openID?.wanted = wanted
        self.policy = policy
    }

    private static func openID(_ object: JSONObject, _ known: OpenIDSettings?) throws -> OpenIDSettings {
        var issuer = try object.text("issuer", upTo: 500)
        let suffix = "/.well-known/openid-configuration"
        if issuer.hasSuffix(suffix) { issuer.removeLast(suffix.count) }
        guard let address = WebAddress(issuer), !issuer.contains("?"), address.isSecure || address.isLocal else { throw Problem.malformed("an address such as https://id.example.com", at: "/openid/issuer") }
        let client = try object.text("client_id", upTo: 500)
        // A secret belongs to whom it was given for: it is not sent to another address.
        let kept = known.flatMap { $0.issuer == issuer && $0.client == client ? $0.secret : nil }
        guard let secret = try object.optionalText("client_secret", upTo: 1_000) ?? kept else { throw Problem.malformed("the client's secret", at: "/openid/client_secret") }
        return OpenIDSettings(issuer: issuer, client: client, secret: secret)
    }

    private static func scan(_ kind: ProviderKind, _ object: JSONObject, _ known: ScanSettings?) throws -> ScanSettings {
        let place = "/" + kind.rawValue
        var settings = ScanSettings(kind, client: try object.text("client_id", upTo: 200), secret: "", agent: try object.optionalText("agent", upTo: 60))
        func address(_ name: String, _ usual: String) throws -> String {
            guard var text = try object.optionalText(name, upTo: 300) else { return usual }
            if text.hasSuffix("/") { text.removeLast() }
            guard let address = WebAddress(text), address.isSecure || address.isLocal, !text.contains("?") else { throw Problem.malformed("an address such as \(usual)", at: "\(place)/\(name)") }
            return text
        }
        (settings.pages, settings.api, settings.directory) = (try address("pages", settings.pages), try address("api", settings.api), try address("directory", settings.directory))
        let kept = known.flatMap { $0.client == settings.client && $0.api == settings.api && $0.directory == settings.directory ? $0.secret : nil }
        guard let secret = try object.optionalText("client_secret", upTo: 1_000) ?? kept else { throw Problem.malformed("the app's secret", at: "\(place)/client_secret") }
        if kind == .wecom, settings.agent == nil { throw Problem.malformed("the app's AgentId", at: "\(place)/agent") }
        settings.secret = secret
        return settings
    }

    private static func roleMap(_ object: JSONObject) throws -> SignInPolicy.RoleMap {
        guard let map = SignInPolicy.RoleMap(object), 1...60 ~= map.claim.count, map.roles.count <= 200 else { throw Problem.malformed("a claim, and a role for each of its groups", at: "/roles") }
        return map
    }
}
