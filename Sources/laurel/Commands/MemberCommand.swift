import ArgumentParser
import JSON

/// `laurel member`.
struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "member", abstract: "What is known of a person.", subcommands: [Export.self])

    /// `laurel member export`.
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print all that is known of a person, as one JSON object.",
            discussion: "Their record, account and sessions, what they did, the activities, points and requests that are theirs. The audit trail says so.")

        @OptionGroup var store: StoreOptions
        @Argument(help: "The member's id.") var id: String

        func run() throws {
            try OwnerSession.run(store) { client in
                let answer = try client.send("GET", "/members/\(PathText.encoded(id))/export", nil)
                guard answer.isDone, let json = answer.json else { throw CLIError(answer.problem) }
                Terminal.line(ImportReport.text(json))
            }
        }
    }
}
