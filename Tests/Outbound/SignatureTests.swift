import Foundation
import JSON
import Outbound
import Testing

@Suite("Signatures") struct SignatureTests {
    @Test func `are those of standard webhooks`() {
        let body = Array(#"{"test": 2432232314}"#.utf8), secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        let sign = { (secrets: [String]) in Signature.standard(id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: body, secrets: secrets) }
        #expect(sign([secret]) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(sign([String(secret.dropFirst(6))]) == sign([secret]))
        let other = Signature.newSecret()
        #expect(sign([other, secret]) == (sign([other]) ?? "") + " " + (sign([secret]) ?? ""))
        #expect(sign([]) == nil && sign(["whsec_"]) == nil && sign(["whsec_not base64"]) == nil)
    }

    @Test func `have secrets of 32 random bytes`() throws {
        let secrets = (0..<20).map { _ in Signature.newSecret() }
        #expect(Set(secrets).count == 20)
        for secret in secrets { #expect(secret.hasPrefix("whsec_") && Signature.key(of: secret)?.count == 32) }
    }

    @Test(.enabled(if: Vectors.exist, "the vectors of ../shared are not here"))
    func `are those of every vector`() throws {
        let vectors = try Vectors.read()
        let signs = try #require(vectors["sign"]?.array)
        #expect(!signs.isEmpty)
        for vector in signs {
            let secret = try #require(vector["secret"]?.string), body = try #require(vector["body"]?.string)
            let signature = Signature.standard(
                id: try #require(vector["webhook_id"]?.string), timestamp: try #require(vector["webhook_timestamp"]?.int64), body: Array(body.utf8), secrets: [secret])
            #expect(signature == vector["signature"]?.string, "\(vector["id"]?.string ?? "")")
        }
    }

    @Test func `are those of the chats`() {
        // Both computed with Python's hmac.
        #expect(Signature.dingTalk(milliseconds: 1_767_225_600_000, secret: "SECabc") == Vectors.dingTalk)
        #expect(Signature.feishu(seconds: 1_767_225_600, secret: "abc") == Vectors.feishu)
    }
}

private enum Vectors {
    static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../shared/webhooks/vectors.json").standardized.path
    static var exist: Bool { FileManager.default.fileExists(atPath: path) }

    static func read() throws -> JSONValue { try JSONValue.parse(Array(Data(contentsOf: URL(fileURLWithPath: path)))) }

    static let dingTalk = "Tns+q9xy3ZrHUPnf0YouCf2mHINUhrfNLY8ohhAIgfw="
    static let feishu = "CSOKihGjnXdVE7vAWu8hO6ZMEXPkaksoKcqhbZKaWro="
}
