import ArgumentParser
import Glibc
import Keeping

/// `laurel backup-key`.
struct BackupKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup-key", abstract: "Make the pair of keys with which backups are sealed and opened.",
        discussion: """
            Writes the secret key into a file that is yours alone, and prints the public one, for --backup-key. Keep the secret one where the \
            server is not: without it no sealed backup can ever be opened.
            """)

    @Argument(help: "The file for the secret key; it must not exist.", completion: .file())
    var file: String

    func run() throws {
        let pair = BackupKey(), text = Array((pair.text + "\n").utf8)
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CLIError("cannot make \(file): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        guard write(descriptor, text, text.count) == text.count, fsync(descriptor) == 0 else { throw CLIError("cannot write \(file)") }
        Terminal.line(pair.open.text)
    }
}
