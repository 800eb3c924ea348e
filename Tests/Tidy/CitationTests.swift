import Foundation
import Testing

/// Comments cite the pages of the documentation: `points.md, "The ledger"`. What is cited exists.
@Suite("Citations")
struct CitationTests {
    private static let pages: [String: String] = Dictionary(
        Repository.files("Sources", ".md").compactMap { file in
            guard let text = try? file.text(), let name = file.path.split(separator: "/").last else { return nil }
            return (String(name), text)
        }, uniquingKeysWith: { first, _ in first })

    /// A heading, or a paragraph that begins with the words in bold.
    private static func has(_ heading: Substring, in page: String) -> Bool {
        page.split(separator: "\n").contains { line in
            let words = line.drop { "#-* ".contains($0) }
            return (line.hasPrefix("#") && words == heading) || (line.contains("**") && words.hasPrefix(heading))
        }
    }

    @Test
    func `Pages and headings that are cited exist`() throws {
        let files = Repository.sources + Repository.tests + Repository.files("Public", ".js") + Repository.files("Public", ".css")
        for file in files where !file.path.hasSuffix("CitationTests.swift") {
            // A citation may go over the end of a line of comments.
            let text = try file.text().replacing(#/\n\s*(///?|\*)\s*/#, with: " ")
            for citation in text.matches(of: #/\b([a-z][a-z-]*\.md)\b((?:,(?: and)? "[^"]+")*)/#) {
                guard let page = Self.pages[String(citation.output.1)] else {
                    Issue.record("\(file.path) cites \(citation.output.1), which is no page")
                    continue
                }
                for heading in citation.output.2.matches(of: #/"([^"]+)"/#).map(\.output.1) {
                    #expect(Self.has(heading, in: page), "\(file.path) cites \(citation.output.1), \"\(heading)\"")
                }
            }
        }
    }
}
