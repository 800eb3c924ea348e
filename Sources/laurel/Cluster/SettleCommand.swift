import ArgumentParser
import Cluster
import CommitLog
import Glibc
import Store

/// `laurel cluster settle`.
struct SettleCommand: ParsableCommand {
    enum Winner: String, ExpressibleByArgument, CaseIterable {
        case log, replica
    }

    static let configuration = CommandConfiguration(
        commandName: "settle", abstract: "Decide what holds where the log was set back and a node's replica has more.",
        discussion: """
            PostgreSQL was restored to an earlier moment, or a replica of it that lacked commits was promoted: the node stopped and says so. \
            --by log keeps the node's replica aside under another name, and the node begins anew from the log. --by replica puts into the log what \
            the replica has beyond it; nobody may lead meanwhile. The node that --data belongs to must be stopped.
            """)

    @OptionGroup var store: StoreOptions

    @Option(help: "What holds: the log, or this node's replica.")
    var by: Winner

    func run() throws {
        guard let place = store.log.flatMap(LogOptions.place) else { throw ValidationError("--database says where the log is: postgres://…") }
        let path = try store.existing(), contents = try LogContents(place)
        switch by {
        case .log: try byLog(path, contents)
        case .replica: try byReplica(path, place, contents)
        }
    }

    private func byLog(_ path: String, _ contents: LogContents) throws {
        let head = try Database(path, onLoss: .kept).head
        if try head.number == 0 || Moving.seal(head.number, in: contents) == head.hash.bytes {
            return Terminal.line("nothing is to be settled: the log has all of \(path)")
        }
        let aside = "\(path).aside-\(head.number)-\("\(head.hash)".prefix(8))"
        for suffix in ["-wal", "-shm", ""] where access(path + suffix, F_OK) == 0 {
            guard rename(path + suffix, aside + suffix) == 0 else { throw CLIError("cannot name \(aside): \(String(cString: strerror(errno)))") }
        }
        // What it names is given up.
        unlink(path + ".head")
        Terminal.line("\(path) is kept as \(aside); the node begins anew from the log")
    }

    private func byReplica(_ path: String, _ place: PostgreSQLLog.Place, _ contents: LogContents) throws {
        let database = try Database(path, onLoss: .kept)
        try database.becomeReplica()
        guard try contents.head().seal < database.head.number else { return Terminal.line("nothing is to be settled: the log has all of \(path), or more") }
        try Moving.upload(database, to: place, following: contents, scratch: path + ".settle")
        Terminal.line("head \(database.head.hash)")
    }
}
