import Files
import JSON
import Testing

/// What is encrypted is told to be, in place of "no JSON".
@Suite("Encrypted bodies") struct EncryptedBodyTests {
    private static let secret = "FIAfJPGRmFZWkaxPQ1XrJZVbv2JwdjfLk4jx0k/U1deAqYK3AXOZ5zcHt/cC4ZNTqYwWUW+EoL=="

    private func fault(_ body: String) -> String? {
        do throws(HookFault) {
            _ = try HookDelivery(headers: [], mediaType: "application/json", body: Array(body.utf8)).value()
            return nil
        } catch { return error.description }
    }

    @Test(arguments: [secret, "\n\(secret)\n", "\"\(secret)\"", "{\"encrypt\": \"\(secret)\"}", "{\"timeStamp\": 1, \"Encrypt\": \"\(secret)\", \"nonce\": \"x\"}", "{\"encrypted_data\": \"\(secret)\"}"])
    func `an encrypted body is told to be one`(body: String) { #expect(fault(body)?.contains("encrypted") == true, "\(fault(body) ?? "")") }

    @Test(arguments: ["{\"id\": \"\(secret)\"}", "{\"encrypt\": \"yes\"}", "{\"encrypt\": false}", "12345678901234567890", "\"words that are words, and many of them, in one text\"", "[]", "{\"encrypt\": {\"a\": 1}}"])
    func `what is not is read`(body: String) { #expect(fault(body) == nil, "\(fault(body) ?? "")") }

    @Test func `a short word is no JSON`() { #expect(fault("abcdef")?.contains("no JSON") == true) }
}
