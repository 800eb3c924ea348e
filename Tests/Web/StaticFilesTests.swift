import Foundation
import TestClients
import Testing

@testable import Web

@Suite struct StaticFilesTests {
    private let folder: URL
    private let css = String(repeating: ".row { color: inherit }\n", count: 400)

    init() throws {
        folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("static-\(UUID().uuidString)")
        try write("index.html", "<p>home")
        try write("me.html", "<p>me")
        try write("css/app.css", css)
        try write("js/app.js", "1")
        try write("js/app-3f9c2d1a.js", "2")
        try write(".secret", "no")
        try FileManager.default.createSymbolicLink(at: folder.appendingPathComponent("passwd"), withDestinationURL: URL(fileURLWithPath: "/etc/passwd"))
    }

    private func write(_ name: String, _ text: String) throws {
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func remove() { try? FileManager.default.removeItem(at: folder) }

    private func files(reloads: Bool = false) throws -> StaticFiles {
        try StaticFiles(folder: folder.path, routes: ["/": "index.html", "/me": "me.html"], reloads: reloads)
    }

    private func ask(_ files: StaticFiles, _ target: String, _ headers: String = "", method: String = "GET") throws -> Response? {
        let text = "\(method) \(target) HTTP/1.1\r\nHost: a\r\n\(headers)\r\n"
        guard case .head(let head, _) = RequestParser.parse(Array(text.utf8)[...], scanned: 0, limits: .init()) else { throw HTTPRefusal.malformedRequest }
        return files.response(to: head)
    }

    private func header(_ name: String, _ response: Response?) -> String? { response?.headers.first { $0.name == name }?.value }

    @Test(arguments: [
        ("/", "<p>home", "text/html; charset=utf-8"), ("/me", "<p>me", "text/html; charset=utf-8"), ("/me.html", "<p>me", "text/html; charset=utf-8"),
        ("/js/app.js", "1", "text/javascript; charset=utf-8"),
    ])
    func `a file is served by its path`(path: String, body: String, type: String) throws {
        defer { remove() }
        let response = try ask(files(), path)
        #expect(response?.status == 200)
        #expect(response.map { String(decoding: $0.body, as: UTF8.self) } == body)
        #expect(response?.mediaType == type)
        #expect(header("Cache-Control", response) == "no-cache")
    }

    @Test(arguments: ["/.secret", "/passwd", "/css", "/css/", "/nothing", "/ME", "/index", "//index.html"])
    func `nothing else is served`(path: String) throws {
        defer { remove() }
        #expect(try ask(files(), path) == nil)
    }

    @Test func `who knows the content hears not modified`() throws {
        defer { remove() }
        let files = try files()
        let etag = try #require(header("ETag", ask(files, "/me")))
        for known in [etag, "W/\(etag)", "\"x\", \(etag)", "*"] {
            let response = try #require(try ask(files, "/me", "If-None-Match: \(known)\r\n"))
            #expect(response.status == 304)
            #expect(response.body.isEmpty)
            #expect(header("ETag", response) == etag)
        }
        #expect(try ask(files, "/me", "If-None-Match: \"other\"\r\n")?.status == 200)
        #expect(try header("ETag", ask(files, "/")) != etag)
    }

    @Test func `only versioned files may be kept`() throws {
        defer { remove() }
        let files = try files()
        #expect(try header("Cache-Control", ask(files, "/css/app.css?v=abc123")) == "public, max-age=31536000, immutable")
        #expect(try header("Cache-Control", ask(files, "/js/app-3f9c2d1a.js")) == "public, max-age=31536000, immutable")
        #expect(try header("Cache-Control", ask(files, "/js/app.js")) == "no-cache")
        #expect(try header("Cache-Control", ask(files, "/css/app.css?v=")) == "no-cache")
        #expect(try header("Cache-Control", ask(files, "/me?v=abc123")) == "no-cache")
    }

    @Test(arguments: [("gzip", true), ("br, gzip;q=0.5", true), ("*", true), ("identity", false), ("gzip;q=0", false), ("gzip; q=0.0", false), ("", false)])
    func `text is packed for who takes it`(accepts: String, packed: Bool) throws {
        defer { remove() }
        let response = try #require(try ask(files(), "/css/app.css", "Accept-Encoding: \(accepts)\r\n"))
        #expect((header("Content-Encoding", response) == "gzip") == packed)
        #expect(header("Vary", response) == "Accept-Encoding")
        #expect(packed ? response.body.starts(with: [0x1F, 0x8B]) && response.body.count < 500 : response.body == Array(css.utf8))
        #expect(header("ETag", response)?.hasSuffix("-gzip\"") == packed)
    }

    @Test func `a stylesheet comes with what it imports`() throws {
        defer { remove() }
        try write("css/whole.css", "@import url(\"a.css\");\n@import url(\"nothing.css\");\n@import url(\"../me.html\");\np { top: 0 }\n")
        try write("css/a.css", "@import url(\"b.css\");\na { top: 1 }")
        try write("css/b.css", "b { top: 2 }")
        let files = try files(reloads: true)
        func text() throws -> String { try String(decoding: ask(files, "/css/whole.css")?.body ?? [], as: UTF8.self) }
        #expect(try text() == "b { top: 2 }\na { top: 1 }\n@import url(\"nothing.css\");\n@import url(\"../me.html\");\np { top: 0 }\n")
        let etag = try header("ETag", ask(files, "/css/whole.css"))
        try write("css/b.css", "b { top: 33 }")
        #expect(try text().hasPrefix("b { top: 33 }"))
        #expect(try header("ETag", ask(files, "/css/whole.css")) != etag)
    }

    @Test func `stylesheets that import each other end`() throws {
        defer { remove() }
        try write("css/a.css", "@import url(\"b.css\");\na { top: 1 }")
        try write("css/b.css", "@import url(\"a.css\");\nb { top: 2 }")
        #expect(try ask(files(), "/css/a.css")?.status == 200)
    }

    @Test func `who goes to a page that is not there sees one that says so`() throws {
        defer { remove() }
        let files = try StaticFiles(folder: folder.path, missing: "me.html")
        func page(_ target: String, _ headers: String) throws -> Response? {
            guard case .head(let head, _) = RequestParser.parse(Array("GET \(target) HTTP/1.1\r\nHost: a\r\n\(headers)\r\n".utf8)[...], scanned: 0, limits: .init()) else { return nil }
            return files.missingPage(for: head)
        }
        let seen = try #require(try page("/nope", "Accept: text/html,*/*;q=0.8\r\n"))
        #expect(seen.status == 404 && String(decoding: seen.body, as: UTF8.self) == "<p>me")
        #expect(try page("/nope.js", "Accept: */*\r\n") == nil && page("/nope", "") == nil)
    }

    @Test func `small files are not packed`() throws {
        defer { remove() }
        let response = try ask(files(), "/js/app.js", "Accept-Encoding: gzip\r\n")
        #expect(header("Content-Encoding", response) == nil)
        #expect(header("Vary", response) == nil)
    }

    @Test func `other methods hear which are allowed`() throws {
        defer { remove() }
        let files = try files()
        #expect(try ask(files, "/me", method: "POST")?.status == 405)
        #expect(try header("Allow", ask(files, "/me", method: "OPTIONS")) == "GET, HEAD, OPTIONS")
    }

    @Test func `changes show only to those who ask for them`() throws {
        defer { remove() }
        let (fixed, fresh) = (try files(), try files(reloads: true))
        try write("me.html", "<p>changed")
        try write("new.txt", "new")
        try FileManager.default.removeItem(at: folder.appendingPathComponent("js/app.js"))
        #expect(try ask(fixed, "/me").map { String(decoding: $0.body, as: UTF8.self) } == "<p>me")
        #expect(try ask(fixed, "/new.txt") == nil)
        #expect(try ask(fresh, "/me").map { String(decoding: $0.body, as: UTF8.self) } == "<p>changed")
        #expect(try ask(fresh, "/new.txt") != nil)
        #expect(try ask(fresh, "/js/app.js") == nil)
    }

    @Test func `a route to nowhere is an error`() throws {
        defer { remove() }
        #expect(throws: FolderReader.Failure.self) { try StaticFiles(folder: folder.path, routes: ["/x": "x.html"]) }
        #expect(throws: FolderReader.Failure.self) { try StaticFiles(folder: folder.path + "/nothing") }
    }
}
