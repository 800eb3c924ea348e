import ArgumentParser
import Cluster

/// `laurel cluster hand-over`.
struct HandOverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hand-over", abstract: "Let another node lead, before the leader is stopped or replaced.",
        discussion: "The leader finishes what it has begun, and another one takes over at once. Refused where no other node is ready. Prints who leads then.")

    @OptionGroup var log: LogOptions

    @Option(help: ArgumentHelp("How long to wait for it.", valueName: "seconds"))
    var wait = 30

    func run() throws {
        guard wait > 0 else { throw ValidationError("--wait is a number of seconds") }
        Terminal.line("\(try HandOver.handOver(log.place(), within: .seconds(wait))) leads")
    }
}
