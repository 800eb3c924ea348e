import API
import ArgumentParser
import JSON

/// `laurel token`.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "What integrations sign in with.", subcommands: [Create.self, Revoke.self])

    /// `laurel token create`.
    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a token, and print it alone. It is shown once.")

        @OptionGroup var store: StoreOptions
        @Option(help: "What it is called.") var name: String
        @Option(parsing: .upToNextOption, help: "What it may do: \(TokenScope.allCases.map(\.rawValue).joined(separator: ", ")); several with commas or spaces.")
        var scopes: [String]
        @Option(help: "A source of activities that it may speak for; may be repeated. Any but Laurel's own where nothing is said.")
        var source: [String] = []
        @Option(help: ArgumentHelp("When it ends: 2027-01-01, or a time with its offset.", valueName: "date")) var expires: String?

        func run() throws {
            let scopes = scopes.flatMap { $0.split(separator: ",").map(String.init) }
            if let unknown = scopes.first(where: { TokenScope(rawValue: $0) == nil }) {
                throw ValidationError("\"\(unknown)\" is no scope: \(TokenScope.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            try OwnerSession.run(store) { client in
                var body: JSONObject = ["name": .string(name), "scopes": .array(scopes.map { .string($0) }), "sources": .array(source.map { .string($0) })]
                if let expires { body["expires"] = .string(expires) }
                let answer = try client.call("POST", "/tokens", .object(body))
                guard let token = answer.object?["token"]?.string else { throw CLIError("the server gave no token") }
                Terminal.line(token)
            }
        }
    }

    /// `laurel token revoke`.
    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a token at once.")

        @OptionGroup var store: StoreOptions
        @Argument(help: "Its name.") var name: String

        func run() throws {
            try OwnerSession.run(store) { client in
                let tokens = try client.call("GET", "/tokens").object?["items"]?.array ?? []
                guard let id = tokens.first(where: { $0.object?["name"]?.string == name })?.object?["id"]?.string else {
                    throw CLIError("there is no token \(name)")
                }
                try client.call("DELETE", "/tokens/\(PathText.encoded(id))")
            }
        }
    }
}
