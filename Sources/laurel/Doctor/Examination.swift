import API
import Files
import Glibc
import Installation
import JSON
import Keeping
import Periods
import SQLite
import Store
import Web

/// Everything that `laurel doctor` looks at. It changes nothing, and works beside a running server.
struct Examination {
    let store: StoreOptions
    let serving: ServingOptions
    let keeping: KeepingOptions
    let delivering: DeliveringOptions
    let signing: SignInOptions
    let now = SystemClock.now()

    private var path: String { store.path }

    /// In the order in which an administrator would look.
    func all() -> [Diagnosis] {
        [server(), files(), head(), disk(), clock(), zones(), sqlite(), schema(), seals(), descriptors(), rules(), orphans(), deliveries(), hooks(), signIn()] + certificates() + backups()
    }

    // MARK: The server and its files

    private func server() -> Diagnosis {
        guard let client = OwnerSocket.client(of: path) else { return .warning("server", "none has \(path) open", "systemctl start laurel, or laurel serve") }
        guard let answer = try? client.send("GET", "/readyz", nil, base: ""), answer.isDone || answer.status == 503 else {
            return .wrong("server", "it does not answer on its socket", "restart it; its log says what it was doing")
        }
        if answer.isDone { return .fine("server", "it runs, and takes writes") }
        let reason = answer.json?.object?["reasons"]?.array?.first?.object?["detail"]?.string ?? "it takes no writes"
        return .wrong("server", reason, "its log says more; the page of the system, and what stands below, what to do")
    }

    private func files() -> Diagnosis {
        var status = stat()
        guard stat(path, &status) == 0 else { return .warning("files", "there is no database \(path)", "laurel serve makes one; --database or LAUREL_DATABASE names another") }
        guard status.st_uid == geteuid() || geteuid() == 0 else {
            return .wrong("files", "\(path) belongs to user \(status.st_uid), and this is user \(geteuid())", "run this as that user: runuser -u laurel -- laurel doctor")
        }
        let open = ["", "-wal", "-shm", ".head", ".lock"].map { path + $0 }.filter { name in
            var status = stat()
            return stat(name, &status) == 0 && status.st_mode & 0o077 != 0
        }
        if let first = open.first { return .wrong("files", "others may read \(first)", "chmod 600 \(open.joined(separator: " "))") }
        guard access(folder, W_OK) == 0 else { return .wrong("files", "the folder \(folder) cannot be written", "chown and chmod it for the user that the server runs as") }
        return .fine("files", "\(path) is its owner's alone")
    }

    private func head() -> Diagnosis {
        guard store.exists else { return .fine("head", "there is no database") }
        guard OwnerSocket.client(of: path) == nil else { return .fine("head", "the server has checked it at its start") }
        do {
            if let lost = try LostCommits(looking: path) { return .wrong("head", lost.what, lost.whatToDo) }
            return .fine("head", "the database continues what was acknowledged last")
        } catch { return .wrong("head", "\(error)", "laurel verify says what is damaged") }
    }

    private func disk() -> Diagnosis {
        guard let volume = ProcessNumbers.volume(of: folder) else { return .warning("disk", "the volume of \(folder) does not tell its size", "watch it by other means") }
        let database = ProcessNumbers.bytes(of: path) + ProcessNumbers.bytes(of: path + "-wal"), free = Self.megabytes(volume.free)
        if volume.free < 64 << 20 { return .wrong("disk", "\(free) are free", "make room: without it nothing is recorded") }
        if volume.free < max(2 * database, 1 << 30) {
            return .warning("disk", "\(free) are free, and the database takes \(Self.megabytes(database))", "make room: a backup on the same volume needs as much again, twice while it is verified")
        }
        return .fine("disk", "\(free) are free, the database takes \(Self.megabytes(database))")
    }

    private func orphans() -> Diagnosis {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let left = FileSystem.names(in: folder).filter { other in
            other.hasPrefix(name) && (Self.passing.contains { other == name + $0 || other.hasPrefix(name + $0) })
        }
        guard !left.isEmpty else { return .fine("leftovers", "none") }
        if OwnerSocket.client(of: path) != nil { return .fine("leftovers", "\(left.joined(separator: ", ")): the server may be at work on them") }
        return .warning("leftovers", left.joined(separator: ", "), "what was broken off left them; where nothing of Laurel runs they can be removed")
    }

    // MARK: What goes out

    private func deliveries() -> Diagnosis {
        guard store.exists, let reader = try? Reader(path), let webhooks = try? reader.webhooks(), let targets = try? reader.deliveryTargets.list() else {
            return .fine("deliveries", "there is nothing to look at")
        }
        let known = Dictionary(uniqueKeysWithValues: targets.map { ($0.id, $0) })
        if let off = webhooks.first(where: { $0.off == .failing || $0.off == .gone }) {
            return .wrong("deliveries", "\(off.title) (\(off.host)) was switched off: \(off.off == .gone ? "it said that it is gone" : "it took nothing for five days")", "mend it, and switch it on again on the page of webhooks")
        }
        if let failing = webhooks.first(where: { $0.isOn && known[$0.id]?.failing != nil }), let since = known[failing.id]?.failing {
            return .warning("deliveries", "\(failing.title) (\(failing.host)) has taken nothing since \(since.rfc3339)", "the page of webhooks shows what it answered; it is tried again by itself")
        }
        let waiting = webhooks.reduce(0) { $0 + ((try? reader.deliveries.waiting(of: $1.id, upTo: 100_000)) ?? 0) }
        return .fine("deliveries", "\(webhooks.filter(\.isOn).count) webhooks are on, and \(waiting) deliveries wait")
    }

    /// What stands beside a database for a while.
    private static let passing = [".partial", ".unsealed", ".verify", ".verifying", ".rebuild", ".restoring", ".opened"]

    private var folder: String { path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "." }

    static func megabytes(_ bytes: Int) -> String { bytes < 10 << 30 ? "\(bytes >> 20) MiB" : "\(bytes >> 30) GiB" }
}
