import Files
import Foundation
import Seeds
import Testing

@Suite("Damaged rules")
struct DamagedRulesTests {
    /// Pieces that mean something to YAML, to readers, or to neither.
    static let pieces = [
        "\n", ":", ": ", "- ", "[", "]", "{", "}", ",", "'", "\"", "|", ">", "&a", "*a", "!x", "#", "~", "\t", "  ", "---", "...", "%", "@", "?", "0", "-1", "1e9",
        "null", "true", "id", "\u{0}", "\u{85}", "\u{2028}", "\u{FEFF}", "额", "\u{1F600}", "\\u", "\\xFF", "<<",
    ]

    @Test
    func `are refused with a place, or still hold; nothing traps`() throws {
        let zones = ZoneFiles.database()
        let sources = try RuleSources.read(folder: ShippedRulesTests.folder)
        let paths = sources.files.keys.sorted()
        var generator = Seeded()
        var refused = 0
        for _ in 0..<150 {
            var damaged = sources
            let path = try #require(paths.randomElement(using: &generator))
            damaged.files[path] = damage(sources.files[path] ?? "", &generator)
            do {
                _ = try RulesFolder(damaged, zones: zones)
            } catch {
                refused += 1
                #expect(!error.all.isEmpty && error.all.allSatisfy { !$0.message.isEmpty }, "\(path) \(generator)")
                _ = error.description
            }
        }
        #expect(refused > 40)
    }

    private func damage(_ text: String, _ generator: inout Seeded) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let start = Int.random(in: 0...scalars.count, using: &generator)
            let end = min(scalars.count, start + Int.random(in: 0...4, using: &generator))
            let piece = Self.pieces.randomElement(using: &generator) ?? ""
            scalars.replaceSubrange(start..<end, with: Bool.random(using: &generator) ? Array(piece.unicodeScalars) : [])
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
