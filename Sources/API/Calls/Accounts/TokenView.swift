import JSON
import Store

/// A token as administrators read it; the token itself stands in the answer that makes it, and nowhere else.
struct TokenView: Sendable {
    func write(_ token: APIToken, secret: String? = nil, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", "\(token.number)")
            writer.member("name", token.name)
            writer.member("scopes", token.scopes)
            writer.member("sources", token.sources)
            writer.member("created", token.created.rfc3339)
            writer.member("expires", orNull: token.expires)
            writer.member("used", orNull: token.used)
            writer.member("address", orNull: token.address)
            writer.member("agent", orNull: token.agent)
            writer.member("token", ifPresent: secret)
        }
    }
}
