import ArgumentParser

/// `laurel bench`: how fast this build is on this machine, each figure beside a limit that was measured in the same run.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure this build on this machine.",
        discussion: """
            Each bench takes a few seconds, in a temporary folder, on made-up data. Server and load share the machine, so that
            figures depend on what else runs on it; ratios to a limit of the same run depend on it less. Measure release builds.
            """,
        subcommands: [ActivitiesBench.self, LiveBench.self, ViewersCommand.self, ReadsBench.self, BoardsBench.self, RulesBench.self, ClusterBench.self, StartBench.self, DeliveriesBench.self, PageBench.self])
}

/// What all benches take.
struct BenchOptions: ParsableArguments {
    @Flag(help: "One JSON object on standard output.")
    var json = false

    @Option(help: "About how long each part is measured, in seconds.")
    var seconds = 3.0

    mutating func validate() throws {
        guard (0.1...60).contains(seconds) else { throw ValidationError("--seconds is from 0.1 to 60") }
    }

    /// Measures, and prints what came out.
    func report(_ name: String, _ measure: (inout BenchReport) throws -> Void) throws {
        var report = BenchReport(name)
        try measure(&report)
        Terminal.line(json ? report.json : report.text)
    }
}

/// What serving benches take besides.
struct BenchFolders: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of rules; Rules here, or as installed. LAUREL_RULES", valueName: "folder"), completion: .directory)
    var rules: String?

    @Option(help: ArgumentHelp("The folder of pages; Public here, or as installed. LAUREL_PUBLIC", valueName: "folder"), completion: .directory)
    var pages: String?

    var rulesFolder: String { Setting.text(rules, "LAUREL_RULES") ?? Installed.folder("Rules") }
    var pagesFolder: String { Setting.text(pages, "LAUREL_PUBLIC") ?? Installed.folder("Public") }
}
