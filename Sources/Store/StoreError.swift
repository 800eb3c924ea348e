/// Why a database cannot be used.
package enum StoreError: Error, Equatable, Sendable {
    /// The file is a database of another program.
    case notOurs(String)
    /// The database was written by a newer Laurel.
    case newerSchema(Int, known: Int)
    /// The database was written by a Laurel from before the first release, which kept things in another form.
    case unreleasedSchema(Int)
    /// There are no numbers left for more of something.
    case full(String)
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notOurs(let path): "\(path) is not a database of Laurel"
        case .newerSchema(let found, let known): "the database has schema \(found), this program knows \(known): use the newer program"
        case .unreleasedSchema(let found):
            "the database has schema \(found), from before the first release: begin a new one, and import or send what happened again"
        case .full(let what): "there is no room for more \(what)"
        }
    }
}
