import SQLite

/// Which Laurel this is.
package enum Build {
    package static let version = "0.9.0"

    #if DEBUG
    package static let configuration = "debug"
    #else
    package static let configuration = "release"
    #endif

    package static var sqlite: String { SQLiteLibrary.version }
}
