/// What a password must be (ASVS 6.2.1, 6.2.4): 8 characters or more, and none of those that everybody tries.
enum PasswordRules {
    static func check(_ password: String, for name: String) throws {
        let lower = password.lowercased()
        let letters = Set(lower)
        guard 8...256 ~= password.count, letters.count > 2, !common.contains(lower), !lower.contains(name.lowercased()) || name.count < 4 else {
            throw Problem(422, "weak-password")
        }
    }

    /// The passwords of 8 and more characters that stand at the head of every list of stolen ones.
    private static let common: Set<String> = [
        "password", "password1", "password12", "password123", "passw0rd", "12345678", "123456789", "1234567890", "12345678910", "qwertyuiop", "qwerty123",
        "qwerty12345", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "zaq12wsx", "iloveyou", "sunshine", "princess", "football", "baseball", "superman", "trustno1",
        "starwars", "whatever", "computer", "michelle", "jennifer", "corvette", "michael1", "letmein1", "welcome1", "welcome123", "admin123", "administrator",
        "changeme", "abcd1234", "abc12345", "a1b2c3d4", "asdfghjkl", "asdf1234", "zxcvbnm1", "q1w2e3r4", "qazwsxedc", "987654321", "87654321", "11223344",
        "1122334455", "123123123", "12341234", "123321123", "147258369", "1234qwer", "5201314520", "woaini1314", "woaini520", "aa123456", "a123456789",
        "123456abc", "abc123456", "qq123456", "taobao123", "wang1234", "zhang123", "laurel123", "guiguan1", "superuser", "internet", "monkey123", "dragon123",
    ]
}
