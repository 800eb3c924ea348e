import JSON
import Web

extension JSONObject {
    /// An address for letters, as far as one can tell from outside: something, an @ and a host, in the letters of addresses. Line breaks and
    /// brackets would be commands to the mail server.
    func email() throws -> String? {
        guard let text = try optionalText("email", upTo: 254) else { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = text.utf8.allSatisfy { 0x21...0x7E ~= $0 && !"<>()[],;:\\\"".utf8.contains($0) }
        guard isPlain, parts.count == 2, 1...64 ~= parts[0].count, parts[1].contains("."), parts[1].split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty }) else {
            throw Problem.malformed("an address such as li.na@example.com", at: "/email")
        }
        return text
    }

    /// All but one member.
    func without(_ key: String) -> JSONObject { JSONObject(filter { $0.key != key }.map { ($0.key, $0.value) }) }
}
