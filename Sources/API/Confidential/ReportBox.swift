import Glibc
import Identity
import JSON
import Store
import Synchronization

/// Today's reports of abuse, until the day is over and they go into the database together: sealed, in a file beside it.
///
/// The file is written anew as a whole with each of them, in the order of their random ids, and once more every minute whether or not there
/// was one (`ReportIntake`), and its times are set to nothing: so neither its contents nor its times tell when.
final class ReportBox: Sendable {
    private let path: String
    private let state: Mutex<[ConfidentialRow]>

    /// - Throws: where the file is none of ours.
    init(beside database: String) throws {
        path = database + "-reports"
        state = Mutex(try Self.read(path))
    }

    var rows: [ConfidentialRow] { state.withLock { $0 } }

    /// Returns once it is on disk.
    func add(_ row: ConfidentialRow) throws { try change { $0 = ($0 + [row]).sorted { $0.id.lexicographicallyPrecedes($1.id) } } }

    /// What another node took while it led; what is here already stays.
    func add(_ more: [ConfidentialRow]) throws {
        try change { rows in
            let known = Set(rows.map(\.id))
            rows = (rows + more.filter { !known.contains($0.id) }).sorted { $0.id.lexicographicallyPrecedes($1.id) }
        }
    }

    /// They stand in the database now.
    func remove(_ kept: [ConfidentialRow]) throws {
        let ids = Set(kept.map(\.id))
        try change { $0.removeAll { ids.contains($0.id) } }
    }

    /// Writes the file as it is.
    func refresh() throws { try change { _ in } }

    /// How many a day may bring.
    static let most = 2_000

    var isFull: Bool { state.withLock { $0.count >= Self.most } }

    private func change(_ body: (inout [ConfidentialRow]) -> Void) throws {
        try state.withLock { rows in
            var changed = rows
            body(&changed)
            try write(changed)
            rows = changed
        }
    }

    // MARK: The file

    private func write(_ rows: [ConfidentialRow]) throws {
        let bytes = JSONValue.array(rows.map(\.json)).bytes, new = path + ".new"
        let file = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw ReportsNotKept(errno) }
        defer { close(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw ReportsNotKept(errno) }
            written += count
        }
        let never = [timespec(tv_sec: 0, tv_nsec: 0), timespec(tv_sec: 0, tv_nsec: 0)]
        // Its owner's alone, whatever the process may say of new files.
        guard fchmod(file, 0o600) == 0, futimens(file, never) == 0, fsync(file) == 0, rename(new, path) == 0 else { throw ReportsNotKept(errno) }
    }

    private static func read(_ path: String) throws -> [ConfidentialRow] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = [], piece = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
        guard let list = try? JSONValue.parse(bytes).array else { throw ReportsNotKept("today's reports of abuse are none of ours") }
        return try list.map { value in
            guard let row = ConfidentialRow(value) else { throw ReportsNotKept("today's reports of abuse are none of ours") }
            return row
        }
    }
}

/// The disk did not take it.
struct ReportsNotKept: Error, CustomStringConvertible {
    let description: String

    init(_ number: Int32) { self.init(String(cString: strerror(number))) }
    init(_ words: String) { description = words }
}

extension ConfidentialRow {
    /// Nil: they are none of ours.
    static func rows(_ json: JSONValue) -> [ConfidentialRow]? {
        guard let list = json.array else { return nil }
        let rows = list.compactMap { ConfidentialRow($0) }
        return rows.count == list.count ? rows : nil
    }

    var json: JSONValue {
        let bytes = { (bytes: [UInt8]) in JSONValue.string(Base64URL.encode(bytes)) }
        return [
            "id": bytes(id), "thread": bytes(thread), "kind": .string(kind.rawValue), "day": .string(day), "category": .string(category), "sealed": bytes(sealed),
            "reply": bytes(reply),
        ]
    }

    fileprivate init?(_ json: JSONValue) {
        let bytes = { (key: String) in json[key]?.string.flatMap { Base64URL.decode($0) } }
        guard let id = bytes("id"), let thread = bytes("thread"), let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:)), let day = json["day"]?.string,
            let category = json["category"]?.string, let sealed = bytes("sealed"), let reply = bytes("reply")
        else { return nil }
        self.init(id: id, thread: thread, kind: kind, day: day, category: category, sealed: sealed, reply: reply)
    }
}
