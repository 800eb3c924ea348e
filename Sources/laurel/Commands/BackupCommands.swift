import ArgumentParser
import Store

/// `laurel backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database, also while a server runs.",
        discussion: "The copy appears under its name only when it is whole, checked and on disk. Prints its head.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "Where the copy goes.", completion: .file())
    var file: String

    func run() throws {
        try Reader(store.existing()).backup(to: file)
        Terminal.line("head \(try Reader(file).head().hash)")
    }
}

/// `laurel restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the place of the database.", discussion: "Checks the backup first. No server may be running.")

    @OptionGroup var store: StoreOptions

    @Flag(help: "Replace a database that is there.")
    var replace = false

    @Argument(help: "The backup.", completion: .file())
    var file: String

    func run() throws {
        Terminal.line("head \(try Restore.restore(file, to: store.path, replacing: replace).hash)")
    }
}
