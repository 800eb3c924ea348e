import ArgumentParser
import Cluster
import Glibc
import Keeping
import Store

/// `laurel backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database, also while a server runs.",
        discussion: """
            The copy appears under its name only when it is whole, checked and on disk. Prints its head. With postgres:// this node's replica is \
            copied, also while the nodes run: a server opens the copy alone, with --database FILE.
            """)

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("Seal the copy for the owner of this public key. LAUREL_BACKUP_KEY", valueName: "key"))
    var backupKey: String?

    @Argument(help: "Where the copy goes.", completion: .file())
    var file: String

    func run() throws {
        let key = try Setting.value(backupKey, "LAUREL_BACKUP_KEY", expected: "laurel-public- and 64 digits, as laurel backup-key says") { BackupKey.Public($0) }
        let copy = key == nil ? file : file + ".unsealed"
        try Reader(store.existing()).backup(to: copy)
        let head = try Reader(copy).head().hash
        if let key {
            defer { unlink(copy) }
            try SealedFile.seal(copy, to: file + ".partial", for: key)
            guard rename(file + ".partial", file) == 0 else { throw CLIError("cannot name \(file)") }
        }
        Terminal.line("head \(head)")
    }
}

/// `laurel restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the place of the database.", discussion: """
            Checks the backup first. No server may be running. With postgres:// the backup goes into a company that is empty, in one transaction, \
            and becomes this node's replica.
            """)

    @OptionGroup var store: StoreOptions

    @Flag(help: "Replace a database that is there.")
    var replace = false

    @Option(help: ArgumentHelp("The file of the secret key, for a backup that is sealed.", valueName: "file"))
    var key: String?

    @Argument(help: "The backup.", completion: .file())
    var file: String

    func run() throws {
        guard SealedFile.isOne(file) else { return try restore(file) }
        guard let key else { throw CLIError("\(file) is sealed: --key names the file of the secret key") }
        guard let pair = try? BackupKey(String(contentsOfSecret: key)) else { throw CLIError("\(key) holds no secret key of backups") }
        // Beside the database, whose volume has room for it, and not where others may read.
        let opened = store.path + ".opened"
        defer { for suffix in ["", "-wal", "-shm"] { unlink(opened + suffix) } }
        try SealedFile.open(file, to: opened, with: pair)
        try restore(opened)
    }

    private func restore(_ file: String) throws {
        if let place = store.log.flatMap(LogOptions.place) { return try restore(file, into: place) }
        Terminal.line("head \(try Restore.restore(file, to: store.path, replacing: replace).hash)")
    }

    /// What is here stays until the log has all of it.
    private func restore(_ file: String, into place: PostgreSQLLog.Place) throws {
        guard replace || !store.exists else { throw Restore.Refused.exists(store.path) }
        let copy = store.path + ".restored"
        defer { for suffix in ["", "-wal", "-shm", ".lock", ".head"] { unlink(copy + suffix) } }
        try Restore.restore(file, to: copy, replacing: true)
        let head = try Moving.into(place, from: copy)
        try Restore.restore(copy, to: store.path, replacing: replace)
        Terminal.line("head \(head.hash)")
    }
}

extension String {
    /// A short text that stands in a file.
    init(contentsOfSecret path: String) throws {
        guard let file = fopen(path, "re") else { throw CLIError("cannot read \(path): \(String(cString: strerror(errno)))") }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        // Read first: what `prefix` is called on is taken before its argument is.
        let count = fread(&bytes, 1, bytes.count, file)
        self = String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
