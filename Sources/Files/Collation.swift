import Foundation

/// The order of names in a company's first language: Chinese ones by their sound.
package struct Collation: Sendable {
    private let locale: Locale

    package init(languages: [String]) { locale = Locale(identifier: languages.first ?? "en") }

    package func isBefore(_ a: String, _ b: String) -> Bool {
        a.compare(b, options: [], range: nil, locale: locale) == .orderedAscending
    }
}
