import Foundation
import JSON

/// A reader's language, and the words that the pages use in it.
enum Reader: String, CaseIterable, Sendable, CustomStringConvertible {
    case chinese = "zh-Hans"
    case english = "en"

    /// What the browser asks for.
    var browserLanguage: String { self == .chinese ? "zh-CN" : "en-US" }
    var description: String { rawValue }

    /// The text of a key of `Public/i18n`; the key itself where there is none.
    func words(_ key: String) -> String { (Self.texts[self] ?? .null)[key]?.string ?? key }

    private static let texts: [Reader: JSONValue] = Dictionary(
        uniqueKeysWithValues: allCases.map { reader in
            let parts = [reader.rawValue, reader.rawValue + ".more"].map { part in
                FileManager.default.contents(atPath: Office.root + "/Public/i18n/\(part).json").flatMap { try? JSONValue.parse([UInt8]($0)).object } ?? JSONObject()
            }
            return (reader, .object(JSONObject(parts.joined().map { ($0.key, $0.value) })))
        })
}
