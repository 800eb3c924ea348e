import JSON
import SignIn
import Web

/// The settings as administrators read them, and what they give to the provider.
struct SignInSettingsView: Sendable {
    let policy: SignInPolicy
    let base: String

    static let shape: Shape = [
        "openid": .orNull(["issuer": .text, "client_id": .text, "has_secret": .flag, "fixed": .flag]), "title": .orNull(.text),
        "wecom": .orNull(scan), "dingtalk": .orNull(scan), "feishu": .orNull(scan), "match": .text,
        "roles": .orNull(["claim": .text, "map": .map("Role")]), "create": .flag, "passwords": ["on": .flag, "but": .orNull(.text)], "second_factor": .flag,
        "addresses": ["openid": .text, "wecom": .text, "dingtalk": .text, "feishu": .text, "logout": .text, "scim": .text], "etag": .text,
    ]

    private static let scan: Shape = [
        "client_id": .text, "has_secret": .flag, "agent": .orNull(.text), "pages": .text, "api": .text, "directory": .text,
    ]

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("openid", policy.openID.map { ["issuer": .string($0.issuer), "client_id": .string($0.client), "has_secret": true, "fixed": .bool($0.isFixed)] } ?? .null)
            writer.member("title", orNull: policy.title)
            for kind in ProviderKind.allCases where kind != .openID {
                var scan = policy.scans[kind]?.json(withSecret: false)
                scan?["has_secret"] = true
                writer.member(kind.rawValue, scan.map(JSONValue.object) ?? .null)
            }
            writer.member("match", policy.match)
            writer.member("roles", policy.roleMap?.json ?? .null)
            writer.member("create", policy.createsMembers)
            writer.object("passwords") { writer in
                writer.member("on", policy.onlyPasswordOf == nil)
                writer.member("but", orNull: policy.onlyPasswordOf)
            }
            writer.member("second_factor", policy.needsSecondFactor)
            writer.object("addresses") { writer in
                for kind in ProviderKind.allCases { writer.member(kind.rawValue, "\(base)/login/\(kind.rawValue)") }
                writer.member("logout", "\(base)\(Routes.base)/session/logout")
                writer.member("scim", "\(base)/scim/v2")
            }
            writer.member("etag", "\(policy.version)")
        }
    }
}
