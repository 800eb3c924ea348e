import API
import Files
import Installation
import Web

/// The HTTP API of a database for its owner: that of the running server, else the same handlers in this process, so that there
/// is one writer and one way in.
final class OwnerSession {
    let client: OwnerClient
    private let own: (installation: Installation, server: Server, folder: TemporaryFolder)?

    init(_ store: StoreOptions) throws {
        if let running = OwnerSocket.client(of: store.path) {
            client = running
            own = nil
            return
        }
        let installation = try InstallationOpener.open(store)
        let folder = try TemporaryFolder(), socket = folder.path + "/owner.sock"
        var configuration = Server.Configuration(pages: nil)
        configuration.web.port = nil
        configuration.web.unixSocket = socket
        let server = try Server(configuration, runtime: installation.runtime, zones: installation.zones, clock: installation.clock)
        guard let client = OwnerClient(socket: socket) else { throw CLIError("the server in this process cannot be reached") }
        self.client = client
        own = (installation, server, folder)
    }

    /// Lets go of the database.
    func close() {
        own?.server.stop()
        own?.installation.stop()
    }

    /// Runs `body` with a session that is closed afterwards.
    static func run<Result>(_ store: StoreOptions, _ body: (OwnerClient) throws -> Result) throws -> Result {
        let session = try OwnerSession(store)
        defer { session.close() }
        return try body(session.client)
    }
}
