import Identity
import JSON

/// A JSON Web Token in compact form (RFC 7515, 7.1), taken apart and not yet believed.
struct SignedToken {
    let text: String
    let header: JSONObject
    let claims: JSONObject
    let algorithm: SignatureAlgorithm
    /// Which key it says that it was signed with.
    let keyID: String?
    /// What is signed: header and claims as they came.
    let signed: [UInt8]
    let signature: [UInt8]

    /// Longer ones are read by nobody.
    private static let mostBytes = 32 << 10

    init(_ text: String) throws(TokenFault) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, text.utf8.count <= Self.mostBytes, let header = Self.object(parts[0]), let claims = Self.object(parts[1]), let signature = Self.bytes(parts[2]) else {
            throw .malformed
        }
        // What must be understood and is not is refused (RFC 7515, 4.1.11): we understand no extension.
        guard header["crit"] == nil, header["b64"] == nil else { throw .malformed }
        guard let algorithm = header["alg"]?.string.flatMap(SignatureAlgorithm.init) else { throw .wrongAlgorithm }
        if let kid = header["kid"], kid.string == nil { throw .malformed }
        (self.text, self.header, self.claims, self.algorithm, self.signature) = (text, header, claims, algorithm, signature)
        keyID = header["kid"]?.string
        signed = Array("\(parts[0]).\(parts[1])".utf8)
    }

    private static func object(_ part: String) -> JSONObject? { bytes(part).flatMap { try? JSONValue.parse($0).object } }

    /// Only as it is written by the rule: two texts that mean the same would be two tokens that are one.
    private static func bytes(_ part: String) -> [UInt8]? { Base64URL.decode(part).flatMap { Base64URL.encode($0) == part ? $0 : nil } }
}

/// How a token may be signed: by a key of which only the provider has the secret half.
package enum SignatureAlgorithm: String, CaseIterable, Sendable {
    case rs256 = "RS256"
    case ps256 = "PS256"
    case es256 = "ES256"
    case edDSA = "EdDSA"

    /// The kind of key that it takes (`kty`).
    var keyType: String {
        switch self {
        case .rs256, .ps256: "RSA"
        case .es256: "EC"
        case .edDSA: "OKP"
        }
    }
}
