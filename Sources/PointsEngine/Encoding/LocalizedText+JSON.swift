import Identity
import JSON

extension LocalizedText {
    /// An object by language; a text for all languages stands under every one that we speak.
    package var json: JSONValue {
        let texts = byLanguage[""].map { text in Language.allCases.map { ($0.rawValue, text) } } ?? byLanguage.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return .object(JSONObject(texts.map { ($0.0, .string($0.1)) }))
    }
}
