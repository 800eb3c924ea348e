import Foundation
import JSON

/// Runs JavaScript modules in a page of a headless Chromium, straight from their files: no server, no driver, one start.
///
/// ```swift
/// let answer = try ModulePage.run("import { number } from \"\(ModulePage.address(of: "core/format.js"))\"; report(number(12480));")
/// ```
package enum ModulePage {
    /// The page said something else than a value, or nothing.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().standardizedFileURL

    /// The address of a file of this repository, as a module imports it.
    package static func address(of path: String) -> String { root.appending(path: path).absoluteString }

    /// Runs `module`, the text of an ES module that calls `report(value)` once; the value.
    ///
    /// - Parameter data: what it imports as `./data.json`.
    package static func run(_ module: String, data: JSONValue = .null) throws -> JSONValue {
        let folder = FileManager.default.temporaryDirectory.appending(path: "laurel-modules-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in [("page.html", page), ("frame.js", frame), ("module.js", module)] {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        try Data(data.bytes).write(to: folder.appending(path: "data.json"))
        return try value(in: document(folder))
    }

    /// Imports are written out: what is imported while a module runs is not waited for.
    private static let page = """
        <!doctype html><meta charset="utf-8"><pre id="report"></pre>
        <script src="frame.js"></script><script type="module" src="module.js"></script>
        """

    /// What it reports is written so that no character of it means anything to HTML.
    private static let frame = """
        const write = (value) => { document.getElementById("report").textContent = encodeURIComponent(JSON.stringify(value)); };
        globalThis.report = (value) => write({ value });
        addEventListener("error", (event) => write({ error: String(event.error?.stack ?? event.message) }));
        addEventListener("unhandledrejection", (event) => write({ error: String(event.reason?.stack ?? event.reason) }));
        """

    /// The page after everything in it has come to rest: time in it passes as fast as it can.
    private static func document(_ folder: URL) throws -> String {
        guard let chromium = Chromium.path else { throw Failure(description: Chromium.missing) }
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: chromium)
        process.arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--allow-file-access-from-files", "--lang=en-US",
            "--virtual-time-budget=60000", "--user-data-dir=\(folder.appending(path: "profile").path())", "--dump-dom",
            folder.appending(path: "page.html").absoluteString,
        ]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func value(in document: String) throws -> JSONValue {
        guard let found = document.firstMatch(of: #/<pre id="report">([^<]+)</pre>/#), let text = String(found.output.1).removingPercentEncoding else {
            throw Failure(description: "the page reported nothing: \(document.prefix(500))")
        }
        let answer = try JSONValue.parse([UInt8](text.utf8))
        if let error = answer["error"]?.string { throw Failure(description: error) }
        return answer["value"] ?? .null
    }
}
