import API
import ArgumentParser
import Files
import Glibc

/// The command line: `laurel serve` and everything around it.
///
/// Exit codes: 0 done, 1 something is wrong with the input or the data, 2 wrong usage. Messages go to standard error, results to
/// standard output.
@main
struct Laurel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "laurel", abstract: "Points and leaderboards for sales teams, on your own machine.",
        discussion: "Every option that has a value can be set in the environment too: --database is LAUREL_DATABASE.",
        version: Build.version,
        subcommands: [
            ServeCommand.self, ClusterCommand.self, DemoCommand.self, ImportCommand.self, HookCommand.self, RulesCommand.self, ScenarioCommand.self, VerifyCommand.self, RebuildCommand.self,
            UpgradeCommand.self,
            BackupCommand.self, BackupKeyCommand.self, RestoreCommand.self, DoctorCommand.self, ReadyCommand.self, UserCommand.self, TokenCommand.self, MemberCommand.self, BenchCommand.self,
        ])

    static func main() {
        // A reader that went away, such as `head`, is told by the failing write.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            leave(after: error)
        }
    }

    private static func leave(after error: any Error) -> Never {
        let code = exitCode(for: error)
        if code == .success {
            print(fullMessage(for: error))
            Glibc.exit(0)
        }
        if let code = error as? ExitCode { Glibc.exit(code.rawValue) }
        let isUsage = code == .validationFailure
        Terminal.error(isUsage ? fullMessage(for: error) : Terminal.words(error))
        Glibc.exit(isUsage ? 2 : 1)
    }
}
