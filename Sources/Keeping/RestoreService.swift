import Glibc
import JSON
import Periods
import PointsEngine
import Runtime
import Store
import Synchronization

/// A backup that somebody brings to the running server, to be put in the place of its database: it comes in pieces, is verified, and waits
/// for the word. The one who runs the server then stops it, exchanges the files, and starts it again.
///
/// One at a time; it lives in a folder beside the database, and is gone with the start after.
package final class RestoreService: Sendable {
    package struct Checked: Sendable {
        package let head: Head
        /// When its last command was recorded; nil: there is none.
        package let lastRecorded: Instant?
        package let company: String
        package let members: Int
    }

    package enum Refused: Error, Sendable {
        /// Another one, or none, is under way.
        case unknown
        /// The next piece begins elsewhere.
        case offset(Int)
        case noRoom
        case notChecked
        /// What was brought is no sound backup, in a sentence.
        case unsound(String)
        /// It is sealed, and the key does not open it.
        case sealed
    }

    private struct State {
        var id: String?
        var received = 0
        var checked: Checked?
        var wish: String?
    }

    private let state = Mutex(State())
    private let folder: String
    private let programme: @Sendable () -> ProgrammeReader

    init(beside database: String, programme: @escaping @Sendable () -> ProgrammeReader) {
        folder = database + ".restoring"
        self.programme = programme
        FileSystem.remove(folder)
    }

    private var upload: String { folder + "/upload" }
    private var plain: String { folder + "/backup.db" }

    /// Begins another one; what came of an earlier one is gone.
    package func begin(_ id: String) throws {
        try FileSystem.make(folder)
        state.withLock { $0 = State(id: id) }
    }

    /// The next piece. Writes without waiting for the disk: a folder that is lost is begun again.
    ///
    /// - Returns: how many bytes are there now.
    package func add(_ bytes: [UInt8], at offset: Int, of id: String) throws -> Int {
        try state.withLock { state in
            guard state.id == id, state.wish == nil else { throw Refused.unknown }
            guard state.received == offset else { throw Refused.offset(state.received) }
            var volume = statvfs()
            // As much again is needed to open and to exchange it.
            if statvfs(folder, &volume) == 0, UInt64(volume.f_bavail) * UInt64(volume.f_frsize) < UInt64(3 * (offset + bytes.count)) { throw Refused.noRoom }
            let descriptor = open(upload, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw Refused.noRoom }
            defer { close(descriptor) }
            guard pwrite(descriptor, bytes, bytes.count, off_t(offset)) == bytes.count else { throw Refused.noRoom }
            state.received += bytes.count
            state.checked = nil
            return state.received
        }
    }

    /// Verifies what came, with everything decided again. Takes as long as that.
    package func check(_ id: String, key: String?) throws -> Checked {
        guard state.withLock({ $0.id == id && $0.received > 0 && $0.wish == nil }) else { throw Refused.unknown }
        if SealedFile.isOne(upload) {
            guard let key = key.flatMap({ BackupKey($0) }) else { throw Refused.sealed }
            do { try SealedFile.open(upload, to: plain, with: key) } catch { throw Refused.sealed }
        } else {
            unlink(plain)
            guard link(upload, plain) == 0 else { throw Refused.noRoom }
        }
        let checked = try Self.look(at: plain, in: folder, programme())
        state.withLock { if $0.id == id { $0.checked = checked } }
        return checked
    }

    /// What was checked is wanted: from here on whoever runs the server finds it in `wish`.
    package func apply(_ id: String) throws {
        try state.withLock { state in
            guard state.id == id, state.wish == nil else { throw Refused.unknown }
            guard state.checked != nil else { throw Refused.notChecked }
            state.wish = plain
        }
    }

    /// The file that is to take the database's place.
    package var wish: String? { state.withLock { $0.wish } }

    private static func look(at path: String, in folder: String, _ programme: ProgrammeReader) throws -> Checked {
        let restored = folder + "/restored.db"
        defer { for name in FileSystem.names(in: folder) where name.hasPrefix("restored.db") { FileSystem.removeFile("\(folder)/\(name)") } }
        do {
            try Restore.restore(path, to: restored, replacing: true)
            let database = try Database(restored, onLoss: .shown)
            let report = Verification.verify(database, reader: programme, scratch: folder + "/scratch.db")
            guard report.isSound else { throw Refused.unsound(report.findings.first.map(\.description) ?? "the seals do not hold") }
            let facts = try StoredFacts(of: database), company = try database.programme(programme)?.company.name
            return Checked(head: report.head, lastRecorded: try database.lastInstant(), company: company?.text(in: []) ?? "", members: facts.everyone().count)
        } catch let refused as Refused {
            throw refused
        } catch {
            throw Refused.unsound("\(error)")
        }
    }
}
