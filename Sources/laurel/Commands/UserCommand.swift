import ArgumentParser
import Identity
import JSON

/// `laurel user`.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Who may sign in.", subcommands: [Add.self, ChangePassword.self, Disable.self, ResetSecondFactor.self])

    /// `laurel user add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add an account.", discussion: "Prints a link with which the person chooses a password, unless one is given on standard input.")

        @OptionGroup var store: StoreOptions
        @Argument(help: "What is typed to sign in.") var name: String
        @Option(help: "rep, manager, director, finance or admin.") var role = "rep"
        @Option(help: "The member whose account it is.") var member: String?
        @Flag(help: "Read the password from standard input.") var passwordStdin = false

        func run() throws {
            guard Role(rawValue: role) != nil else { throw ValidationError("--role is one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))") }
            try OwnerSession.run(store) { client in
                var body: JSONObject = ["name": .string(name), "role": .string(role)]
                if let member { body["member"] = .string(member) }
                try UserCommand.handOver(try client.call("POST", "/users", .object(body)), client, readsPassword: passwordStdin)
            }
        }
    }

    /// `laurel user password`.
    struct ChangePassword: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "password", abstract: "Give an account another password.",
            discussion: "Prints a link with which the person chooses one, unless one is given on standard input. Every session of the account ends.")

        @OptionGroup var store: StoreOptions
        @Argument(help: "The account.") var name: String
        @Flag(help: "Read the password from standard input.") var passwordStdin = false

        func run() throws {
            try OwnerSession.run(store) { client in
                let answer = try client.call("POST", "/users/\(PathText.encoded(name))/reset", [:])
                try UserCommand.handOver(answer, client, readsPassword: passwordStdin)
            }
        }
    }

    /// `laurel user disable`.
    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let an account sign in no more; what it did stays.")

        @OptionGroup var store: StoreOptions
        @Argument(help: "The account.") var name: String
        @Flag(help: "Let it sign in again.") var enable = false

        func run() throws {
            try OwnerSession.run(store) { client in
                let etag = try UserCommand.etag(of: name, client)
                try client.call("PATCH", "/users/\(PathText.encoded(name))", ["disabled": .bool(!enable)], headers: ["If-Match": "\"\(etag)\""])
            }
        }
    }

    /// `laurel user reset-second-factor`.
    struct ResetSecondFactor: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-second-factor", abstract: "Take the second factor of an account away, for who has lost telephone and recovery codes. Its sessions end.")

        @OptionGroup var store: StoreOptions
        @Argument(help: "The account.") var name: String

        func run() throws {
            try OwnerSession.run(store) { client in
                _ = try client.call("DELETE", "/users/\(PathText.encoded(name))/second-factor")
            }
        }
    }

    /// Prints the link of an answer, or uses it up at once with a password from standard input.
    private static func handOver(_ answer: JSONValue, _ client: OwnerClient, readsPassword: Bool) throws {
        guard let link = answer.object?["link"]?.string, let hash = link.lastIndex(of: "#") else { throw CLIError("the server gave no link") }
        guard readsPassword else {
            let own = Setting.text(nil, "LAUREL_PUBLIC_URL").map { "\($0)/setup#\(link[link.index(after: hash)...])" }
            return Terminal.line(own ?? link)
        }
        try client.call("POST", "/setup", ["token": .string(String(link[link.index(after: hash)...])), "password": .string(Terminal.input())])
    }

    private static func etag(of name: String, _ client: OwnerClient) throws -> String {
        var after = ""
        while true {
            let page = try client.call("GET", "/users?limit=500&after=\(PathText.encoded(after))").object
            for user in page?["items"]?.array ?? [] where user.object?["name"]?.string == name {
                if let etag = user.object?["etag"]?.string { return etag }
            }
            guard let next = page?["next"]?.string else { throw CLIError("there is no account \(name)") }
            after = next
        }
    }
}

/// Texts in paths and queries (RFC 3986, 2.1).
enum PathText {
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let letter = Character(Unicode.Scalar(byte))
            if byte < 128, letter.isLetter || letter.isNumber || "-._~".contains(letter) { return String(letter) }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
