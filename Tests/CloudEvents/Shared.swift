import Foundation

/// The cases that several implementations share: `$LAUREL_SHARED`, else `../shared` beside the package.
enum Shared {
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["LAUREL_SHARED"] { return URL(filePath: path) }
        return URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardizedFileURL
    }()

    static func has(_ file: URL) -> Bool { FileManager.default.isReadableFile(atPath: file.path()) }
}
