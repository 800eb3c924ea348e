import Files
import JSON

/// Strikes out what lets somebody in, before it is kept, and again before it is shown.
enum HookSecrets {
    static let struck = "•••"

    /// Names of headers, arguments and keys whose values are not shown.
    static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased().filter { $0 != "-" && $0 != "_" }
        return ["token", "secret", "password", "passwd", "signature", "apikey", "authorization", "cookie", "laurelkey", "credential", "accesskey"].contains { name.contains($0) } || name == "key"
    }

    /// Headers as they are kept: those that tell something, and no secret.
    ///
    /// - Parameter verified: the header that proves the sender, where its name says nothing of a secret.
    static func headers(_ headers: [(name: String, value: String)], verified: String?) -> JSONObject {
        var kept = JSONObject(), size = 0
        for (name, value) in headers where kept.count < 40 {
            guard !["host", "content-length", "connection", "accept", "accept-encoding"].contains(name.lowercased()), size + value.utf8.count < 8 << 10 else { continue }
            size += value.utf8.count
            kept[name] = .string(isSecret(name) || name.lowercased() == verified?.lowercased() ? struck : value)
        }
        return kept
    }

    /// The body without the secrets that prove its sender, wherever they stand in it.
    static func body(_ body: [UInt8], without secrets: [String]) -> [UInt8] {
        secrets.filter { $0.utf8.count >= 6 }.reduce(body) { replaced($1, in: $0) }
    }

    private static func replaced(_ secret: String, in body: [UInt8]) -> [UInt8] {
        let wanted = Array(secret.utf8)
        var result: [UInt8] = [], index = 0
        while index < body.count {
            if body[index] == wanted[0], body[index...].starts(with: wanted) {
                result += Array("***".utf8)
                index += wanted.count
            } else {
                result.append(body[index])
                index += 1
            }
        }
        return result
    }

    /// A body as it is shown: its text, and whether all of it. Values of keys that name a secret are struck out.
    static func shown(_ receiptBody: [UInt8], form isForm: Bool, upTo limit: Int) -> (text: String, isWhole: Bool) {
        if let value = try? JSONValue.parse(receiptBody) {
            let text = String(decoding: struckOut(value).bytes, as: UTF8.self)
            return (String(text.prefix(limit)), text.count <= limit)
        }
        let text = String(decoding: receiptBody.prefix(limit), as: UTF8.self)
        guard isForm else { return (text, receiptBody.count <= limit) }
        let pairs = text.split(separator: "&", omittingEmptySubsequences: false).map { pair -> String in
            let name = pair.prefix { $0 != "=" }
            return isSecret(String(name)) ? "\(name)=\(struck)" : String(pair)
        }
        return (pairs.joined(separator: "&"), receiptBody.count <= limit)
    }

    private static func struckOut(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items): .array(items.map(struckOut))
        case .object(let object):
            .object(JSONObject(object.map { member in
                let isPlain = member.value.object == nil && member.value.array == nil
                return (member.key, isPlain && isSecret(member.key) ? .string(struck) : struckOut(member.value))
            }))
        default: value
        }
    }
}
