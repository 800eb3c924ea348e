import Identity
import JSON

/// The public keys of a provider (RFC 7517).
package struct KeySet: Sendable {
    /// One of them; holds nothing that is not needed to check a signature.
    struct Key: Sendable {
        let id: String?
        let type: String
        /// The one algorithm that it is for; nil: any of its kind.
        let algorithm: String?
        /// Its numbers, by the names of RFC 7518 and 8037.
        let numbers: [String: String]
    }

    private let keys: [Key]
    /// More are not looked at.
    private static let most = 64, mostTried = 8

    /// Keys of other kinds, and those for encryption, are passed over: a provider has many uses for keys.
    package init(_ json: JSONValue) throws(TokenFault) {
        guard let list = json["keys"]?.array else { throw .malformed }
        keys = list.prefix(Self.most).compactMap(Self.key)
    }

    /// Those that may have signed the token. Without a number in its header any of the right kind.
    func candidates(for token: SignedToken) -> [Key] {
        let fitting = keys.filter { $0.type == token.algorithm.keyType && ($0.algorithm == nil || $0.algorithm == token.algorithm.rawValue) }
        guard let id = token.keyID else { return Array(fitting.prefix(Self.mostTried)) }
        return Array(fitting.filter { $0.id == id }.prefix(Self.mostTried))
    }

    private static func key(_ json: JSONValue) -> Key? {
        guard let type = json["kty"]?.string, json["use"]?.string.map({ $0 == "sig" }) ?? true else { return nil }
        let names: [String]
        switch (type, json["crv"]?.string) {
        case ("RSA", _): names = ["n", "e"]
        case ("EC", "P-256"): names = ["crv", "x", "y"]
        case ("OKP", "Ed25519"): names = ["crv", "x"]
        default: return nil
        }
        var numbers: [String: String] = [:]
        for name in names {
            guard let number = json[name]?.string, number.utf8.count <= 1_400 else { return nil }
            numbers[name] = number
        }
        // Shorter ones are no secret any more.
        if type == "RSA", numbers["n"].flatMap(Base64URL.decode).map({ $0.drop { $0 == 0 }.count < 256 }) ?? true { return nil }
        return Key(id: json["kid"]?.string, type: type, algorithm: json["alg"]?.string, numbers: numbers)
    }
}
