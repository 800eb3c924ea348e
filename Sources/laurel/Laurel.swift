import ArgumentParser

/// The command line: `laurel serve` and everything around it.
@main
struct Laurel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "laurel", abstract: "Points and leaderboards for sales teams, on your own machine.",
        subcommands: [ScenarioCommand.self])
}
