import Identity
import JSON
import PointsEngine
import SignIn

/// How people sign in here: chosen on the page of settings, and partly by whoever runs the server.
struct SignInPolicy: Sendable, Hashable {
    /// Which role a provider's groups give.
    struct RoleMap: Sendable, Hashable {
        /// The claim that lists them.
        let claim: String
        let roles: [String: Role]
    }

    var openID: OpenIDSettings?
    /// What stands on its button; nil: words of ours.
    var title: String?
    var scans: [ProviderKind: ScanSettings] = [:]
    /// The claim by which somebody who comes for the first time is known; an `email` counts only where the provider vouches for it.
    var match = "email"
    var roleMap: RoleMap?
    /// Whether whoever is known by nothing becomes a member.
    var createsMembers = false
    /// The one account that signs in by its password; nil: all may.
    var onlyPasswordOf: String?
    /// Whether managers and those above need more than a password.
    var needsSecondFactor = false
    /// Counts the changes: the settings' ETag.
    var version: Int64 = 1

    /// The providers in the order of their buttons.
    var kinds: [ProviderKind] { ProviderKind.allCases.filter { $0 == .openID ? openID != nil : scans[$0] != nil } }

    func allowsPassword(of account: String) -> Bool { onlyPasswordOf == nil || onlyPasswordOf == account }

    /// Whether a person of the role has to prove more than a password.
    func asksSecondFactor(of role: Role) -> Bool { needsSecondFactor && role >= .manager }

    /// The role that the groups give to somebody who has `role`. Roles that the map names come and go with the groups; others are given by
    /// hand, and stay unless a group gives more. Nil: it stays.
    func role(for claims: JSONObject, having role: Role) -> Role? {
        guard let map = roleMap else { return nil }
        let groups = claims[map.claim]?.string.map { [$0] } ?? claims[map.claim]?.array?.compactMap(\.string) ?? []
        let given = groups.compactMap { map.roles[$0] }.max() ?? .rep
        if role > given, !map.roles.values.contains(role) { return nil }
        return given == role ? nil : given
    }
}

extension SignInPolicy {
    /// What is kept; with secrets.
    static let setting = "sign-in"

    var stored: String {
        var object: JSONObject = ["match": .string(match), "create": .bool(createsMembers), "second_factor": .bool(needsSecondFactor), "version": .number(Decimal(version))]
        if let openID, !openID.isFixed {
            object["openid"] = ["issuer": .string(openID.issuer), "client_id": .string(openID.client), "client_secret": .string(openID.secret)]
        }
        object["title"] = title.map(JSONValue.string)
        for (kind, scan) in scans { object[kind.rawValue] = .object(scan.json(withSecret: true)) }
        object["roles"] = roleMap?.json
        object["password_of"] = onlyPasswordOf.map(JSONValue.string)
        return "\(JSONValue.object(object))"
    }

    /// - Parameter fixed: the provider that was named when the server was started; it takes the place of one that is kept.
    init(stored text: String?, fixed: OpenIDSettings?) {
        let object = text.flatMap { try? JSONValue.parse(Array($0.utf8)).object } ?? [:]
        match = object["match"]?.string ?? "email"
        createsMembers = object["create"]?.bool ?? false
        needsSecondFactor = object["second_factor"]?.bool ?? false
        version = object["version"]?.int64 ?? 1
        title = object["title"]?.string
        onlyPasswordOf = object["password_of"]?.string
        roleMap = object["roles"]?.object.flatMap(RoleMap.init)
        for kind in ProviderKind.allCases where kind != .openID { scans[kind] = object[kind.rawValue]?.object.flatMap { ScanSettings(kind, $0) } }
        openID = fixed ?? object["openid"]?.object.flatMap { kept in
            guard let issuer = kept["issuer"]?.string, let client = kept["client_id"]?.string, let secret = kept["client_secret"]?.string else { return nil }
            return OpenIDSettings(issuer: issuer, client: client, secret: secret)
        }
        let wanted = wanted
        openID?.wanted = wanted
    }

    /// The claims that a provider is asked for where its token lacks them.
    var wanted: [String] { [match == "email" ? ["email", "email_verified"] : [match], createsMembers ? ["name"] : [], roleMap.map { [$0.claim] } ?? []].flatMap { $0 } }
}

extension SignInPolicy.RoleMap {
    var json: JSONValue {
        ["claim": .string(claim), "map": .object(JSONObject(roles.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value.rawValue)) }))]
    }

    init?(_ object: JSONObject) {
        guard let claim = object["claim"]?.string, let map = object["map"]?.object else { return nil }
        let pairs = map.compactMap { member in member.value.string.flatMap(Role.init).map { (member.key, $0) } }
        guard pairs.count == map.count else { return nil }
        self.init(claim: claim, roles: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }
}

extension ScanSettings {
    func json(withSecret: Bool) -> JSONObject {
        var object: JSONObject = ["client_id": .string(client), "pages": .string(pages), "api": .string(api), "directory": .string(directory)]
        object["agent"] = agent.map(JSONValue.string) ?? .null
        if withSecret { object["client_secret"] = .string(secret) }
        return object
    }

    fileprivate init?(_ kind: ProviderKind, _ object: JSONObject) {
        guard let client = object["client_id"]?.string, let secret = object["client_secret"]?.string else { return nil }
        self.init(kind, client: client, secret: secret, agent: object["agent"]?.string)
        (pages, api, directory) = (object["pages"]?.string ?? pages, object["api"]?.string ?? api, object["directory"]?.string ?? directory)
    }
}
