import Foundation
import JSON
import Periods

/// The cases that several implementations share: `$LAUREL_SHARED`, else `../shared` beside the package.
enum Shared {
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["LAUREL_SHARED"] { return URL(filePath: path) }
        return URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardizedFileURL
    }()

    /// A file of cases, or nil where it is missing; then the tests that need it are shown as skipped.
    static func json(_ name: String) -> JSONValue? {
        guard let data = try? Data(contentsOf: folder.appending(path: name)) else { return nil }
        return try? JSONValue.parse(data)
    }
}

/// The zones of this machine.
let zones = ZoneDatabase { name in
    (try? Data(contentsOf: URL(filePath: "/usr/share/zoneinfo").appending(path: name))).map { Array($0) }
}
