/// A text in the company's languages, by BCP 47 tag (`en`, `zh-Hans`, `zh-Hant`).
package struct LocalizedText: Hashable, Sendable {
    package var byLanguage: [String: String]

    package init(_ byLanguage: [String: String]) { self.byLanguage = byLanguage }

    /// One text for every language.
    package init(_ text: String) { byLanguage = ["": text] }

    /// The text in the first language of `languages` that there is, else in English, else any.
    package func text(in languages: [String]) -> String {
        for language in languages + ["", "en"] {
            if let text = byLanguage[language] { return text }
        }
        return byLanguage.min { $0.key < $1.key }?.value ?? ""
    }
}
