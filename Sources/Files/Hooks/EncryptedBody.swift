import JSON

/// Bodies that their sender encrypted: 纷享销客's event subscriptions, Feishu's and DingTalk's callbacks with a key. No hook decrypts, and
/// "the body is no JSON" would help nobody.
enum EncryptedBody {
    static let fault = HookFault(
        "the body is encrypted, and hooks decrypt nothing: let the sender send it as it is, over https "
            + "(纷享销客: Fx.http.post in a function of a workflow, in place of an event subscription; Feishu and DingTalk: without an encryption key)")

    private static let names: Set<String> = ["encrypt", "encrypted", "encryptdata", "encrypteddata", "encryptcontent", "encodingcontent", "ciphertext"]
    /// Shorter texts may be anything.
    private static let fewest = 43

    /// A text that is nothing but Base64 (a Base64 text of a number or a word is JSON already, or no secret).
    static func isOne(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= fewest else { return false }
        let body = bytes.drop { isSpace($0) }
        guard let end = body.lastIndex(where: { !isSpace($0) }) else { return false }
        let padding = body[...end].reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return padding <= 2 && body[...end].dropLast(padding).allSatisfy(isBase64) && body[...end].count >= fewest
    }

    /// A text alone, or an object with little beside one that is named so.
    static func isOne(_ value: JSONValue) -> Bool {
        if let text = value.string { return isOne(Array(text.utf8)[...]) }
        guard let object = value.object, object.count <= 8 else { return false }
        return object.contains { member in
            names.contains(member.key.lowercased().filter { $0 != "_" && $0 != "-" }) && member.value.string.map { isOne(Array($0.utf8)[...]) } == true
        }
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        0x41...0x5A ~= byte || 0x61...0x7A ~= byte || 0x30...0x39 ~= byte || [UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(byte)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
