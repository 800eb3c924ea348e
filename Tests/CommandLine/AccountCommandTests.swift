import TestClients
import Testing

@Suite struct AccountCommandTests {
    private let program: Program

    init() throws { program = Program(folder: try WorkFolder()) }

    @Test func `a token is printed alone and works until it is revoked`() throws {
        let early = try program.run("token", "create", "--name", "early", "--scopes", "read")
        #expect(early.code == 0)
        let server = try program.start("serve", "--port", "0")
        let late = try program.run("token", "create", "--name", "late", "--scopes", "admin")
        #expect(late.code == 0)
        for token in [early.output, late.output] {
            #expect(token.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
            #expect(try status(of: token, server) == 200)
        }
        #expect(try program.run("token", "revoke", "late").code == 0)
        #expect(try status(of: late.output, server) == 401)
        #expect(try program.run("token", "revoke", "late").code == 1)
        #expect(try program.run("token", "create", "--name", "early", "--scopes", "read").code == 1)
        #expect(server.stop() == 0)
    }

    private func status(of token: String, _ server: RunningServer) throws -> Int {
        let token = token.filter { !$0.isWhitespace }
        return try HTTPClient(port: server.port).get("/api/v1/teams", headers: ["Authorization": "Bearer \(token)"]).status
    }

    @Test func `an account signs in with the password from standard input`() throws {
        #expect(try program.run("user", "add", "li.na", "--role", "admin", "--password-stdin", input: "a long walk home\n").code == 0)
        let server = try program.start("serve", "--port", "0")
        // The owner has signed in nowhere by choosing it.
        let token = try program.run("token", "create", "--name", "look", "--scopes", "admin").output.filter { !$0.isWhitespace }
        let sessions = try HTTPClient(port: server.port).get("/api/v1/users/li.na/sessions", headers: ["Authorization": "Bearer \(token)"])
        #expect(sessions.status == 200 && sessions.text.contains("\"items\":[]"), "\(sessions.text)")
        #expect(try signIn("a long walk home", server) == 200)
        #expect(try program.run("user", "password", "li.na", "--password-stdin", input: "a short walk home\n").code == 0)
        #expect(try signIn("a long walk home", server) == 401)
        #expect(try signIn("a short walk home", server) == 200)
        #expect(try program.run("user", "disable", "li.na").code == 0)
        #expect(try signIn("a short walk home", server) == 401)
        #expect(try program.run("user", "disable", "nobody").code == 1)
        #expect(server.stop() == 0)
    }

    @Test func `without a password there is a link`() throws {
        let result = try program.run("user", "add", "li.na", environment: ["LAUREL_PUBLIC_URL": "https://points.example.com"])
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("https://points.example.com/setup#"))
    }

    private func signIn(_ password: String, _ server: RunningServer) throws -> Int {
        try HTTPClient(port: server.port).post("/api/v1/session", json: "{\"name\": \"li.na\", \"password\": \"\(password)\"}").status
    }
}
