import ArgumentParser
import Store

/// `laurel upgrade`.
struct UpgradeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade", abstract: "Bring a database to the schema of this program, as its next start would.",
        discussion: "With --check it is done to a copy, which is verified and thrown away: what would happen, and how long it takes. Also beside a running server.")

    @Flag(help: "Change nothing: say what would happen, and how long it takes.")
    var check = false

    @Argument(help: "The database.", completion: .file())
    var file: String

    func run() throws {
        let plan = try UpgradePlan(of: file)
        Terminal.line("step \(plan.version) of \(plan.known)\(plan.steps.isEmpty ? ": nothing is to be done" : "")")
        for step in plan.steps { Terminal.line("to do: \(step)") }
        guard !plan.steps.isEmpty else { return }
        if check { try tryOnCopy() } else { try upgrade(file) }
    }

    private func tryOnCopy() throws {
        let folder = try TemporaryFolder(), copy = folder.path + "/copy.db"
        try Reader(file).backup(to: copy)
        try upgrade(copy)
        Terminal.line("that was a copy; \(file) is as it was")
    }

    private func upgrade(_ path: String) throws {
        let began = ContinuousClock.now
        let database = try Database(path)
        let took = ContinuousClock.now - began
        Terminal.line("done in \(took.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 2)))), head \(database.head.hash)")
        let report = Verification.verify(database, scratch: path + ".verify")
        for finding in report.findings { Terminal.error("\(finding)") }
        guard report.isSound else { throw ExitCode(1) }
    }
}
