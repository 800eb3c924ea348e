import ArgumentParser
import JSON

/// `laurel member`.
struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "member", abstract: "What is known of a person.", subcommands: [Export.self, Forget.self])

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

    /// `laurel member forget`.
    struct Forget: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget who somebody was, after they have left. It cannot be taken back.",
            discussion: """
                Name, attributes and account go: from the pages, the database, its log and the pages that it has freed. The points stay, under the id
                alone; seals still verify. Backups that were made before still hold the name: they are listed, and go as --keep says, or by hand.
                """)

        @OptionGroup var store: StoreOptions
        @Argument(help: "The member's id.") var id: String

        func run() throws {
            try OwnerSession.run(store) { client in
                let answer = try client.call("POST", "/members/\(PathText.encoded(id))/forget", [:])
                Terminal.line("\(id) is forgotten; the ledger knows the id alone")
                if answer["log_emptied"]?.bool == false { Terminal.error("a reader still holds the log of the database: it is emptied by the next start at the latest") }
                let backups = answer["backups"]?.array ?? []
                for backup in backups { Terminal.line("still in \(backup["name"]?.string ?? "") of \(backup["made"]?.string ?? "")") }
                if backups.isEmpty { Terminal.line("backups that were made before, wherever they are, still hold the name") }
            }
        }
    }
}
