import Glibc

/// Notices that files of a rules folder changed: by names, sizes and times, which is enough for files that people save.
struct FolderWatch {
    private let folder: String
    private var known: [String: Mark]
    /// Seen once and not yet acted upon: an editor may still be writing.
    private var pending: [String: Mark]?

    private struct Mark: Equatable {
        let size: Int
        let seconds: Int
        let nanoseconds: Int
    }

    init(_ folder: String) {
        self.folder = folder
        known = Self.marks(folder)
    }

    /// True once the files are others than before and have been left alone since the last look.
    mutating func hasChanged() -> Bool {
        let now = Self.marks(folder)
        guard now != known else {
            pending = nil
            return false
        }
        guard now == pending else {
            pending = now
            return false
        }
        known = now
        pending = nil
        return true
    }

    /// What is there now counts as seen.
    mutating func forget() {
        known = Self.marks(folder)
        pending = nil
    }

    private static func marks(_ folder: String) -> [String: Mark] {
        var marks: [String: Mark] = [:]
        for place in [folder, folder + "/points"] {
            guard let open = opendir(place) else { continue }
            defer { closedir(open) }
            while let entry = readdir(open), marks.count < 2_000 {
                let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
                guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { continue }
                var status = stat()
                guard stat("\(place)/\(name)", &status) == 0 else { continue }
                marks["\(place)/\(name)"] = Mark(size: Int(status.st_size), seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
            }
        }
        return marks
    }
}
