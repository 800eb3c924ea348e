/// A filter as identity providers send them: one attribute that is something (RFC 7644, 3.4.2.2).
struct ScimFilter: Equatable {
    /// In lower case, without the name of the schema.
    let attribute: String
    let value: String

    /// - Throws: `invalidFilter` for what asks more: it is said, and not answered wrongly.
    init(_ text: String) throws {
        let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
        guard parts.count == 3, parts[1].lowercased() == "eq", let value = Self.quoted(parts[2]) else { throw ScimAnswer.invalid("invalidFilter", "a filter is: attribute eq \"value\"") }
        // urn:ietf:params:scim:schemas:core:2.0:User:userName is userName.
        attribute = (parts[0].lowercased().hasPrefix("urn:") ? parts[0].split(separator: ":").last ?? "" : parts[0]).lowercased()
        self.value = value
    }

    private static func quoted(_ text: Substring) -> String? {
        var rest = text.drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        guard rest.count >= 2, rest.first == "\"", rest.last == "\"" else { return ["true", "false"].contains(rest.lowercased()) ? rest.lowercased() : nil }
        var value = "", isEscaped = false
        for character in rest.dropFirst().dropLast() {
            if isEscaped || (character != "\\" && character != "\"") {
                value.append(character)
                isEscaped = false
            } else if character == "\\" { isEscaped = true } else { return nil }
        }
        return isEscaped ? nil : value
    }
}
