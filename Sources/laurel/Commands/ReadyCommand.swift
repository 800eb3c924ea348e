import ArgumentParser

/// `laurel ready`.
struct ReadyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ready", abstract: "Say whether the server that has the database open takes writes.", discussion: "Exit code 0 where it does, 1 else: for health checks.")

    @OptionGroup var store: StoreOptions

    func run() throws {
        guard let client = OwnerSocket.client(of: store.path) else { throw CLIError("no server has \(store.path) open") }
        let answer = try client.send("GET", "/readyz", nil, base: "")
        guard answer.isDone else { throw CLIError(answer.json?.object?["reasons"]?.array?.first?.object?["detail"]?.string ?? "it takes no writes") }
        Terminal.line("ready")
    }
}
