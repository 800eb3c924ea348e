/// Files of a folder, held in memory and served by exact path: a path is a key here, never a way into the file system.
///
/// Every file has a strong ETag over its content; one that was asked for with `?v=`, or has a hash in its name, may be kept for a year, all
/// else is asked for again.
/// Text is packed once with gzip; stylesheets come with what they import, and modules joined (`JoinedModules`), but for who works on
/// them. Lives on the web thread.
package final class StaticFiles {
    private struct File {
        let entry: FolderReader.Entry
        let type: String
        let plain: Representation
        let packed: Representation?
    }

    private struct Representation {
        let body: [UInt8]
        let etag: String
    }

    private let folder: String
    private let routes: [String: String]
    private let missing: String?
    private let reloads: Bool
    private var files: [String: File] = [:]
    /// Modules are joined when the first page is asked for: who uses the API alone does not wait for it.
    private var isJoined = false

    /// - Parameters:
    ///   - routes: paths besides those of the files themselves, such as `/` → `index.html`; one that ends with `/*` is for every name in
    ///     its place.
    ///   - missing: the page for whoever looks for one that is not there.
    ///   - reloads: look for changes before each request, for whoever works on the pages.
    /// - Throws: where the folder cannot be read, or a route leads to a file that is not there.
    package init(folder: String, routes: [String: String] = [:], missing: String? = nil, reloads: Bool = false) throws {
        self.folder = folder
        self.routes = routes
        self.missing = missing
        self.reloads = reloads
        try load()
        for (path, name) in routes where files["/" + name] == nil {
            throw FolderReader.Failure(path: "\(folder)/\(name)", reason: "is missing, and \(path) leads there")
        }
    }

    /// The answer where the path is one of ours, else nil. Methods other than GET and HEAD hear 405.
    package func response(to head: RequestHead) -> Response? {
        if reloads { reload() }
        let path = route(head.path).map { "/" + $0 } ?? head.path
        join(before: path)
        guard let file = files[path] else { return nil }
        guard head.method == .get || head.method == .head else { return .otherMethod(head.method, allowed: [.get, .head, .options]) }
        let chosen = file.packed.flatMap { head.acceptsGzip ? $0 : nil } ?? file.plain
        var headers: [Response.Header] = [
            .init("ETag", chosen.etag),
            .init("Cache-Control", Self.mayBeKept(head, file) ? "public, max-age=31536000, immutable" : "no-cache"),
        ]
        if file.packed != nil { headers.append(.init("Vary", "Accept-Encoding")) }
        if Self.isKnown(chosen.etag, head) { return Response(status: 304, headers: headers) }
        if chosen.etag != file.plain.etag { headers.append(.init("Content-Encoding", "gzip")) }
        return Response(headers: headers, mediaType: file.type, body: chosen.body)
    }

    private func route(_ path: String) -> String? {
        if let exact = routes[path] { return exact }
        guard let slash = path.lastIndex(of: "/"), path.index(after: slash) < path.endIndex else { return nil }
        return routes[path[...slash] + "*"]
    }

    /// The page that says that there is none, for a browser that goes to an address; nil for whatever asks for something else.
    package func missingPage(for head: RequestHead) -> Response? {
        guard head.method == .get, head.header("accept")?.contains("text/html") ?? false, let file = missing.flatMap({ files["/" + $0] }) else { return nil }
        return Response(status: 404, headers: [.init("Cache-Control", "no-cache")], mediaType: file.type, body: file.plain.body)
    }

    private func load() throws(FolderReader.Failure) {
        var loaded: [String: File] = [:]
        for entry in try FolderReader.entries(folder) {
            let path = "/" + entry.name
            // A stylesheet changes with what it imports.
            if let known = files[path], known.entry == entry, !path.hasSuffix(".css") { loaded[path] = known } else { loaded[path] = try read(entry) }
        }
        files = loaded
    }

    /// A text as it is served, for who writes into it or takes from it; nil where there is none.
    package func text(_ name: String) -> String? {
        if reloads { reload() }
        join(before: "/" + name)
        return files["/" + name].map { String(decoding: $0.plain.body, as: UTF8.self) }
    }

    private func join(before path: String) {
        guard !isJoined, !reloads, path.hasSuffix(".html") || path.hasSuffix(".js") else { return }
        isJoined = true
        let sources = files.filter { $0.key.hasSuffix(".html") || $0.key.hasPrefix("/js/") && $0.key.hasSuffix(".js") }.values
        let modules = sources.filter { $0.entry.name.hasSuffix(".js") }.map { $0.entry.name + $0.plain.etag }.sorted().joined()
        let version = SHA1.hexadecimal(SHA1.digest(Array(modules.utf8))).prefix(16)
        let bodies = Dictionary(uniqueKeysWithValues: sources.map { ($0.entry.name, $0.plain.body) })
        guard let joined = JoinedModules(bodies, version: String(version)) else { return }
        for (name, bytes) in joined.files {
            let entry = files["/" + name]?.entry ?? FolderReader.Entry(name: name, size: bytes.count, modified: 0)
            files["/" + name] = file(entry, bytes)
        }
    }

    /// A file that is being written, or a folder that is away for a moment, leaves all as it was.
    private func reload() {
        guard let entries = try? FolderReader.entries(folder), entries != files.values.map(\.entry).sorted(by: { $0.name < $1.name }) else { return }
        try? load()
    }

    private func read(_ entry: FolderReader.Entry) throws(FolderReader.Failure) -> File {
        let bytes = try entry.name.hasSuffix(".css") ? StylesheetImports.inlined(entry.name, contents: contents) : FolderReader.contents("\(folder)/\(entry.name)")
        return file(entry, bytes)
    }

    private func file(_ entry: FolderReader.Entry, _ bytes: [UInt8]) -> File {
        let type = MediaType.of(entry.name)
        let hash = SHA1.hexadecimal(SHA1.digest(bytes)).prefix(16)
        let packed = MediaType.isText(type) ? Gzip.packed(bytes).map { Representation(body: $0, etag: "\"\(hash)-gzip\"") } : nil
        return File(entry: entry, type: type, plain: Representation(body: bytes, etag: "\"\(hash)\""), packed: packed)
    }

    private func contents(_ name: String) throws(FolderReader.Failure) -> [UInt8]? {
        let path = "\(folder)/\(name)"
        return FolderReader.isThere(path) ? try FolderReader.contents(path) : nil
    }

    /// Pages are always asked for again: they name the versions of everything else.
    private static func mayBeKept(_ head: RequestHead, _ file: File) -> Bool {
        guard !file.type.hasPrefix("text/html") else { return false }
        return head.argument("v").map { !$0.isEmpty } ?? false || hasHash(file.entry.name)
    }

    /// `app-3f9c2d1a.js`, `app.3f9c2d1a.js`: eight hexadecimal digits or more before the ending.
    private static func hasHash(_ name: String) -> Bool {
        let parts = name.split { $0 == "." || $0 == "-" || $0 == "/" }.dropLast()
        guard parts.count > 1, let last = parts.last, last.count >= 8 else { return false }
        return last.allSatisfy { $0.isASCII && $0.isHexDigit }
    }

    /// If-None-Match compares weakly (RFC 9110, 13.1.2).
    private static func isKnown(_ etag: String, _ head: RequestHead) -> Bool {
        guard let known = head.header("if-none-match") else { return false }
        return known.split(separator: ",").contains { item in
            let item = item.drop { $0 == " " }.prefix { $0 != " " }
            return item == "*" || item == etag || item == "W/" + etag
        }
    }
}
