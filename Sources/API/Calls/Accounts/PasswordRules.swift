/// What a password must be (ASVS 6.2.1, 6.2.4): 8 characters or more, and none of those that everybody tries.
enum PasswordRules {
    static func check(_ password: String, for name: String) throws {
        let lower = password.lowercased()
        guard 8...256 ~= password.count, Set(lower).count > 2, !isCommon(lower), !isSeries(lower), !lower.contains(name.lowercased()) || name.count < 4 else {
            throw Problem(422, .weakPassword)
        }
    }

    /// Also with the year and the sign behind it that rules of other places ask for, and in digits alone up to a telephone number's.
    private static func isCommon(_ password: String) -> Bool {
        if password.count < 12, password.allSatisfy(\.isNumber) { return true }
        var word = password[...]
        while let last = word.last, !last.isLetter { word.removeLast() }
        return CommonPasswords.contains(password) || CommonPasswords.contains(word)
    }

    /// One character after the other, up or down: abcdefgh.
    private static func isSeries(_ password: String) -> Bool {
        let values = password.unicodeScalars.map { Int($0.value) }
        let steps = Set(zip(values, values.dropFirst()).map { $1 - $0 })
        return steps == [1] || steps == [-1]
    }
}
