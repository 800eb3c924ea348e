import JSON
import Periods

/// How a sender proves to a hook who it is: `verify` of its map.
///
/// | in the map | what is compared |
/// |---|---|
/// | `{query: key}` | an argument of the address with the secret |
/// | `{header: X-Key}` | a header with the secret; `Bearer` before it is passed over |
/// | `{body: token}` | a text of the body with the secret; of several places the first that is there |
/// | `{header: X-Signature, hmac: sha256}` | a header with the HMAC of the body, in Base64 or hexadecimal, `sha256=` before it or not |
/// | `{scheme: hubspot-v3}` | HubSpot's: method, address, body and time; five minutes |
/// | `{scheme: standard}` | Standard Webhooks: id, time and body; five minutes |
///
/// The secret is what stands in the environment under `secret: $NAME`, or the key that was made on the page, which comes first.
package struct HookVerification: Hashable, Sendable {
    package enum Algorithm: String, Hashable, Sendable, CaseIterable { case sha256, sha512 }
    package enum Scheme: String, Hashable, Sendable, CaseIterable {
        case hubspot = "hubspot-v3"
        case standard
    }

    package enum Way: Hashable, Sendable {
        case query(String)
        case header(String)
        case signature(header: String, Algorithm)
        /// Places of the body, such as `header.token`.
        case body([String])
        case scheme(Scheme)
        /// Of a map that says nothing, for a hook that has a key all the same.
        case key
    }

    package let way: Way
    /// The name of a variable of the environment; nil: the key of the page alone counts.
    package let variable: String?

    package init(_ way: Way, variable: String? = nil) {
        self.way = way
        self.variable = variable
    }

    /// `?key=`, `X-Laurel-Key` or a bearer token.
    package static let byKey = HookVerification(.key)

    static func read(_ reader: YAMLReader) throws -> HookVerification {
        let map = try reader.mapping(expected: "{header: X-Signature, hmac: sha256, secret: $CRM_SECRET}")
        let kind = try map.exactlyOne(of: ["query", "header", "body", "scheme"])
        let name = map.optional("query") { try $0.text(upTo: 100, expected: "the name of an argument") }
        let header = map.optional("header") { try $0.text(upTo: 100, expected: "the name of a header") }
        let body = map.optional("body") { try $0.listOrOne { try $0.text(upTo: 200, expected: "a place such as header.token") } }
        let scheme: Read<Scheme?> = map.optional("scheme") { try $0.word() }
        let algorithm: Read<Algorithm?> = map.optional("hmac") { try $0.word() }
        let variable = map.optional("secret", secret)
        map.close()
        let hmac = try algorithm()
        if hmac != nil, kind != "header" { throw map.failure(at: "hmac", "a signature stands in a header", expected: "{header: X-Signature, hmac: sha256}") }
        let way: Way? = switch kind {
        case "query": try name().map(Way.query)
        case "body": try body().map(Way.body)
        case "scheme": try scheme().map(Way.scheme)
        default: try header().map { name in hmac.map { .signature(header: name, $0) } ?? .header(name) }
        }
        guard let way else { throw Unreadable() }
        return HookVerification(way, variable: try variable())
    }

    /// Maps are read by many and kept in versions: a secret does not stand in one.
    private static func secret(_ reader: YAMLReader) throws -> String {
        let text = try reader.text(upTo: 200, expected: "$NAME of a variable of the environment"), name = text.dropFirst()
        guard text.first == "$", !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }) else {
            throw reader.failure("a secret does not stand in a map", expected: "$NAME of a variable of the environment, or nothing and a key made on the page")
        }
        return String(name)
    }
}

/// What a signature is over.
package struct HookRequest: Sendable {
    package let method: String
    /// The address as the sender knows it.
    package let address: String
    package let query: [(name: String, value: String)]
    package let delivery: HookDelivery

    package init(method: String, address: String, query: [(name: String, value: String)], delivery: HookDelivery) {
        self.method = method
        self.address = address
        self.query = query
        self.delivery = delivery
    }

    func header(_ name: String) -> String? { delivery.headers.first { $0.name.lowercased() == name.lowercased() }?.value }
}

extension HookVerification {
    /// How far the time of a signature may be from now.
    package static let tolerance: Int64 = 300

    /// Whether one of the secrets proves the sender. Compares in constant time.
    package func accepts(_ request: HookRequest, secrets: [String], at now: Instant) -> Bool {
        // Every secret is looked at, so that the time taken tells nothing of which one it was.
        secrets.reduce(false) { found, secret in proves(request, secret, now) || found }
    }

    private func proves(_ request: HookRequest, _ secret: String, _ now: Instant) -> Bool {
        guard !secret.isEmpty else { return false }
        switch way {
        case .query(let name): return isSame(request.query.first { $0.name == name }?.value, secret)
        case .header(let name): return isSame(request.header(name).map(Self.bare), secret)
        case .body(let places): return isSame(Self.text(at: places, in: request.delivery), secret)
        case .signature(let name, let algorithm):
            guard let given = request.header(name).flatMap({ MessageCode.bytes(of: $0, algorithm) }) else { return false }
            return MessageCode.isSame(given, MessageCode.of([request.delivery.body], by: Array(secret.utf8), algorithm))
        case .scheme(.hubspot): return isHubSpot(request, secret, now)
        case .scheme(.standard): return isStandard(request, secret, now)
        case .key:
            let given = request.query.first { $0.name == "key" }?.value ?? request.header("X-Laurel-Key") ?? request.header("Authorization").map(Self.bare)
            return isSame(given, secret)
        }
    }

    private func isSame(_ given: String?, _ secret: String) -> Bool {
        // Of hashes, so that not even the length of the secret shows.
        guard let given else { return false }
        let key = Array("laurel-hook".utf8)
        return MessageCode.isSame(MessageCode.of([Array(given.utf8)], by: key, .sha256), MessageCode.of([Array(secret.utf8)], by: key, .sha256))
    }

    private static func bare(_ header: String) -> String {
        header.lowercased().hasPrefix("bearer ") ? String(header.dropFirst("bearer ".count).drop { $0 == " " }) : header
    }

    private static func text(at places: [String], in delivery: HookDelivery) -> String? {
        guard let body = try? delivery.value() else { return nil }
        for place in places {
            let value = place.split(separator: ".").reduce(JSONValue?.some(body)) { $0?.object?[String($1)] }
            if let text = value?.string { return text }
        }
        return nil
    }

    /// https://developers.hubspot.com/docs: the time in milliseconds, a signature in Base64 over method, address, body and time.
    private func isHubSpot(_ request: HookRequest, _ secret: String, _ now: Instant) -> Bool {
        guard let stamp = request.header("X-HubSpot-Request-Timestamp"), let milliseconds = Int64(stamp), isNear(milliseconds / 1_000, now),
            let given = request.header("X-HubSpot-Signature-v3").flatMap({ MessageCode.bytes(of: $0, .sha256) })
        else { return false }
        let head = Array((request.method + Self.decoded(request.address)).utf8)
        return MessageCode.isSame(given, MessageCode.of([head, request.delivery.body, Array(stamp.utf8)], by: Array(secret.utf8), .sha256))
    }

    /// HubSpot signs addresses with these characters as they are.
    private static func decoded(_ address: String) -> String {
        let signs = ["3A": ":", "2F": "/", "3F": "?", "40": "@", "21": "!", "24": "$", "27": "'", "28": "(", "29": ")", "2A": "*", "2C": ",", "3B": ";"]
        return signs.reduce(address) { $0.replacing("%\($1.key)", with: $1.value).replacing("%\($1.key.lowercased())", with: $1.value) }
    }

    /// standardwebhooks.com: several signatures may stand there, parted by spaces, while a secret is changed.
    private func isStandard(_ request: HookRequest, _ secret: String, _ now: Instant) -> Bool {
        guard let id = request.header("webhook-id"), let stamp = request.header("webhook-timestamp"), let seconds = Int64(stamp), isNear(seconds, now),
            let list = request.header("webhook-signature"), let key = MessageCode.key(ofStandard: secret)
        else { return false }
        let own = MessageCode.of([Array("\(id).\(stamp).".utf8), request.delivery.body], by: key, .sha256)
        return list.split(separator: " ").prefix(20).reduce(false) { found, signature in
            guard signature.hasPrefix("v1,"), let given = MessageCode.bytes(of: String(signature.dropFirst(3)), .sha256) else { return found }
            return MessageCode.isSame(given, own) || found
        }
    }

    private func isNear(_ seconds: Int64, _ now: Instant) -> Bool {
        let own = now.microseconds / 1_000_000, (distance, overflow) = seconds.subtractingReportingOverflow(own)
        return !overflow && distance.magnitude <= UInt64(Self.tolerance)
    }
}
