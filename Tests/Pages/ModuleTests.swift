import Foundation
import HeadlessChromium
import JSON
import Testing

/// The modules of the pages that need no page: `Tests/Pages/Modules` holds a suite for each, all of them run in one start of Chromium.
@Suite(.enabled(if: Chromium.isThere, Comment(rawValue: Chromium.missing)))
struct ModuleTests {
    private static let folder = "Tests/Pages/Modules"

    /// Names of suites: files of the folder that are not what the suites share.
    private static let suites: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: ModulePage.root.appending(path: folder).path())) ?? []
        return names.filter { $0.hasSuffix("-test.js") }.sorted()
    }()

    /// `{file: [{name, failure}]}` of one run of all.
    private static let report = Result {
        let imports = suites.map { "import \"\(ModulePage.address(of: "\(folder)/\($0)"))\";" }.joined(separator: "\n")
        return try ModulePage.run("import { run } from \"\(ModulePage.address(of: "\(folder)/testing.js"))\";\n\(imports)\nreport(await run());")
    }

    @Test(arguments: suites) func `modules do what they say`(suite: String) throws {
        let tests = try #require(Self.report.get()[suite]?.array)
        #expect(!tests.isEmpty)
        for test in tests { #expect(test["failure"] == .null, "\(suite): \(test["name"]?.string ?? "")") }
    }

    /// Whoever writes a module without a page finds its suite here, or writes one.
    @Test func `every module without a page has a suite`() throws {
        let pure = try Self.modulesWithoutAPage()
        let covered = try Set(Self.suites.flatMap { name in
            let text = try String(contentsOf: ModulePage.root.appending(path: "\(Self.folder)/\(name)"), encoding: .utf8)
            return text.matches(of: #/Public\/js\/([\w\/-]+\.js)/#).map { String($0.output.1) }
        })
        #expect(pure.subtracting(covered) == [])
    }

    /// Modules that neither draw nor ask a server: no markup, no element, no call, themselves.
    private static func modulesWithoutAPage() throws -> Set<String> {
        let folder = PublicFolder()
        let found = try folder.files(".js").filter { path in
            guard path.hasPrefix("js/"), !path.hasPrefix("js/pages/") else { return false }
            return try !folder.text(path).contains(#/html`|HTMLElement|document\.|fetch\(|api\.js"|caches|serviceWorker|\brender\b/#)
        }
        return Set(found.map { String($0.dropFirst("js/".count)) })
    }
}
