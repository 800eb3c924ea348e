import ArgumentParser
import Cluster
import Store

/// `laurel cluster move`.
struct ClusterMoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Move a company from a file into PostgreSQL, or back; the head stays the same.",
        discussion: """
            laurel cluster move laurel.db postgres://laurel@pg/points puts the file's log into an empty company, in one transaction, and makes the file the \
            replica that a node begins with (its laurel.db in --data). laurel cluster move postgres://laurel@pg/points laurel.db makes a file that a \
            server opens alone. No server and no node may be running. Whatever is interrupted leaves nothing behind; the same again goes on. \
            Everything is decided again on the way. Prints the head.
            """)

    @Argument(help: "What is moved: a file, or postgres://…", completion: .file())
    var from: String

    @Argument(help: "Where it goes: postgres://…, or a file that is not there yet.", completion: .file())
    var to: String

    func run() throws {
        let head: Head
        switch (LogOptions.place(from), LogOptions.place(to)) {
        case (nil, let place?): head = try Moving.into(place, from: from)
        case (let place?, nil): head = try Moving.out(of: place, to: to)
        default: throw ValidationError("one of both is a file, the other one postgres://…")
        }
        Terminal.line("head \(head.hash)")
    }
}
