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
            let bytes = FileManager.default.contents(atPath: Office.root + "/Public/i18n/\(reader.rawValue).json") ?? Data()
            return (reader, (try? JSONValue.parse([UInt8](bytes))) ?? .null)
        })
}
