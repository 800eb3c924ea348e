import CZlib
import Testing

/// What the design asks of the static pages (pages.md): nothing from elsewhere, nothing inline, a small first load.
struct FolderTests {
    private let folder = PublicFolder()

    @Test func `everything that is asked for is there`() throws {
        for path in try folder.files(".html", ".js", ".css") {
            for asked in try folder.asked(by: path) { #expect(folder.has(asked), "\(path) asks for \(asked)") }
        }
    }

    @Test func `pages hold no inline code or style`() throws {
        for path in try folder.files(".html") {
            let text = try folder.text(path)
            #expect(!text.contains(#/<style|\sstyle=|\son[a-z]+=|javascript:/#), "\(path)")
            #expect(!text.contains(#/<script(?![^>]*\ssrc=)/#), "\(path)")
        }
    }

    @Test func `modules write no inline style and run no text`() throws {
        for path in try folder.files(".js") {
            let text = try folder.text(path)
            #expect(!text.contains(#/\sstyle="|\.style\b|\beval\(|new Function|\sonclick=/#), "\(path)")
            if path != "js/core/html.js" { #expect(!text.contains(".innerHTML"), "\(path) draws without escaping") }
        }
    }

    @Test func `nothing comes from elsewhere`() throws {
        for path in try folder.files(".html", ".js", ".css", ".webmanifest") {
            let hosts = try folder.text(path).matches(of: #/https?:\/\/[a-z0-9.-]+/#).map { String($0.output) }
            #expect(hosts.isEmpty, "\(path): \(hosts)")
        }
    }

    @Test func `icons that are named exist`() throws {
        let known = Set(try folder.text("icons.svg").matches(of: #/<symbol id="i-([^"]+)"/#).map { String($0.output.1) })
        for path in try folder.files(".js") {
            for name in try folder.text(path).matches(of: #/\bicon\("([a-z-]+)"/#).map({ String($0.output.1) }) { #expect(known.contains(name), "\(path): \(name)") }
        }
    }

    /// The block stands twice because a media query and an attribute cannot share one.
    @Test func `both dark palettes are equal`() throws {
        let tokens = try folder.text("styles/tokens.css")
        let blocks = tokens.matches(of: #/(?::root:not\(\[data-theme="light"\]\)|\[data-theme="dark"\])\s*\{([^}]*)\}/#)
            .map { $0.output.1.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        #expect(blocks.count == 2)
        #expect(blocks.first == blocks.last)
    }

    /// The page for when there is no network must not need one.
    @Test func `the worker keeps all that the offline page needs`() throws {
        let list = try #require(try folder.text("sw.js").firstMatch(of: #/const always = \[([^\]]*)\]/#)).output.1
        let kept = Set(list.matches(of: #/"\/([^"]+)"/#).map { String($0.output.1) })
        for path in kept { #expect(folder.has(path), "\(path) is kept, and is not there") }
        var needed = ["offline.html"], seen: Set<String> = []
        while let path = needed.popLast() {
            guard seen.insert(path).inserted else { continue }
            // Stylesheets come with what they import.
            #expect(kept.contains(path), "\(path) is needed, and not kept")
            if !path.hasSuffix(".css") { needed += try folder.asked(by: path, later: false) }
        }
    }

    /// 100 KB over the wire less what the answers of the API take; headers count as 350 bytes each.
    @Test func `the first load is small`() throws {
        var files: Set<String> = []
        func add(_ path: String) throws {
            guard folder.has(path), files.insert(path).inserted, path.hasSuffix(".html") || path.hasSuffix(".js") else { return }
            for asked in try folder.asked(by: path, later: false) where !asked.hasPrefix("icons/") { try add(asked) }
        }
        try add("index.html")
        files.formUnion(["i18n/zh-Hans.json", "icons.svg"])
        let size = try files.reduce(0) { try $0 + Self.compressed(whole($1)) + 350 }
        #expect(size < 88_000, "\(files.count) files, \(size) bytes")
        #expect(files.count < 45, "\(files.count) files")
    }

    /// A stylesheet comes with what it imports.
    private func whole(_ path: String) throws -> [UInt8] {
        guard path.hasSuffix(".css") else { return try folder.bytes(path) }
        return try folder.asked(by: path).reduce(into: folder.bytes(path)) { $0 += try whole($1) }
    }

    private static func compressed(_ bytes: [UInt8]) -> Int {
        var size = compressBound(uLong(bytes.count))
        var room = [UInt8](repeating: 0, count: Int(size))
        compress2(&room, &size, bytes, uLong(bytes.count), 9)
        return Int(size)
    }
}
