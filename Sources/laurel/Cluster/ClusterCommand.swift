import ArgumentParser
import Cluster

/// `laurel cluster`.
struct ClusterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "Look at nodes that share a log in PostgreSQL, and move a company into it and out of it.",
        subcommands: [ClusterStatusCommand.self, ClusterMoveCommand.self, HandOverCommand.self, SettleCommand.self])
}

/// Where the shared log is.
struct LogOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The log that the nodes share. LAUREL_DATABASE", valueName: "postgres://…"))
    var database: String?

    func place() throws -> PostgreSQLLog.Place {
        guard let text = Setting.text(database, "LAUREL_DATABASE") else { throw ValidationError("--database says where the log is: postgres://…") }
        guard let place = Self.place(text) else { throw ValidationError("\(text) is no log; postgres://… is") }
        return place
    }

    /// Nil: it is a file.
    static func place(_ text: String) -> PostgreSQLLog.Place? {
        guard ["postgres://", "postgresql://"].contains(where: text.hasPrefix) else { return nil }
        return PostgreSQLLog.Place(text, node: "laurel cluster")
    }
}
