import Foundation
import JSON
import Periods
import Testing

/// The time vectors that several implementations share: `$LAUREL_SHARED`, else `../shared` beside the package.
enum TimeVectors {
    static let file: URL = {
        let environment = ProcessInfo.processInfo.environment
        let folder = environment["LAUREL_SHARED"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).appending(path: "../../../../shared").standardizedFileURL
        return folder.appending(path: "calendar/time-vectors.json")
    }()

    static var isThere: Bool { FileManager.default.isReadableFile(atPath: file.path()) }

    /// The cases of one section; none where the file is missing, so that the test is skipped.
    static func section(_ name: String) -> [Vector] {
        guard let data = try? Data(contentsOf: file), let all = try? JSONValue.parse(data) else { return [] }
        return (all[name]?.array ?? []).map(Vector.init)
    }

    struct Vector: CustomTestStringConvertible {
        let json: JSONValue

        func text(_ key: String) throws -> String {
            guard let text = json[key]?.string else { throw Missing(key: key) }
            return text
        }

        func instant(_ key: String) throws -> Instant { try parsed(key, Instant.init(rfc3339:)) }
        func day(_ key: String) throws -> Day { try parsed(key, Day.init) }
        func zone() throws -> Zone { try Zones.named(text("zone")) }

        func parsed<Value>(_ key: String, _ parse: (String) -> Value?) throws -> Value {
            guard let value = parse(try text(key)) else { throw Missing(key: key) }
            return value
        }

        var testDescription: String { json.description }
    }

    struct Missing: Error {
        let key: String
    }
}
