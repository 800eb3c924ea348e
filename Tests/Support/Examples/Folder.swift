import Foundation
import Store

/// A folder of one test, gone with it.
package final class Folder {
    package let path: String

    package init() throws {
        path = NSTemporaryDirectory() + "laurel-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    package func file(_ name: String) -> String { path + "/" + name }

    package func database(_ name: String = "laurel.db") throws -> Database { try Database(file(name)) }
}
