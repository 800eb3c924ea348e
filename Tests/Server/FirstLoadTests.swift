import JSON
import TestServer
import TestClients
import Testing

/// What a phone has to fetch before the board stands (pages.md: under 100 KB over the wire).
@Suite struct FirstLoadTests {
    @Test func `the boards first load is under 100 KB over the wire`() throws {
        let rep = try ServerHarness().rep
        var load = Load(caller: rep)
        try load.follow("/")
        for path in ["/icons.svg", "/i18n/zh-Hans.json"] { try load.fetch(path) }
        // The first rows, and what else is asked for before them, came with the document.
        for call in ["/boards/points-month?period=2026-10&limit=1", "/celebrations?limit=6", "/campaigns?state=running", "/rules"] {
            try load.fetch("/api/v1" + call)
        }
        #expect(load.bytes < 100_000, "\(load.bytes) bytes in \(load.fetched.count) answers: \(load.largest)")
        #expect(load.fetched.count <= 25, "\(load.fetched.count) requests: \(load.fetched.keys.sorted())")
        #expect(load.bytes > 20_000, "so little is not the page: \(load.fetched)")
    }

    /// Fetches as a browser does, and counts what comes: heads and compressed bodies.
    private struct Load {
        let caller: TestCaller
        private(set) var fetched: [String: Int] = [:]
        var bytes: Int { fetched.values.reduce(0, +) }
        var largest: String { fetched.sorted { $0.value > $1.value }.prefix(6).map { "\($0.key) \($0.value)" }.joined(separator: ", ") }

        init(caller: TestCaller) { self.caller = caller }

        /// A file and everything it asks for before the page can stand. What is imported on demand comes later.
        mutating func follow(_ path: String) throws {
            guard fetched[path] == nil else { return }
            try fetch(path)
            guard path == "/" || [".js", ".css", ".html"].contains(where: path.hasSuffix) else { return }
            let text = try caller.get("!" + path).text
            let pattern = path.hasSuffix(".js") ? #/(?:from|import)\s*"([.\/][^"]+)"/# : path.hasSuffix(".css") ? #/@import url\("([^"]+)"\)/# : #/<(?:link|script)[^>]*?(?:href|src)="([^"#]+)"/#
            // The picture for a home screen is fetched when somebody puts it there.
            for match in text.matches(of: pattern) where !match.output.0.contains("apple-touch-icon") { try follow(Self.resolve(String(match.output.1), from: path)) }
        }

        mutating func fetch(_ path: String) throws {
            let answer = try caller.get("!" + path, headers: ["Accept-Encoding": "gzip"])
            #expect(answer.status == 200, "\(path)")
            let head = answer.headers.reduce(20) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
            fetched[path] = head + answer.body.count
        }

        private static func resolve(_ reference: String, from path: String) -> String {
            if reference.hasPrefix("/") { return reference }
            var parts = path.split(separator: "/").dropLast().map(String.init)
            for part in reference.split(separator: "/") where part != "." {
                if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
            }
            return "/" + parts.joined(separator: "/")
        }
    }
}
