import Testing

@Suite struct UsageTests {
    private let program: Program

    init() throws { program = Program(folder: try WorkFolder()) }

    @Test(arguments: [
        ["--nonsense"], ["serve", "--port", "many"], ["import", "a.csv"], ["token", "create", "--name", "a", "--scopes", "everything"],
        ["user", "add", "li", "--role", "king"], ["verify", "--head", "1234"], ["serve", "--tls-key", "key.pem"], ["rules", "--nonsense"],
        ["import", "--map", "m.yaml", "a.csv", "--with", "table"],
    ])
    func `wrong usage exits with two and says so on standard error`(arguments: [String]) throws {
        let result = try program.run(arguments)
        #expect(result.code == 2)
        #expect(result.output == "")
        #expect(result.errors.contains("Error:"))
    }

    @Test(arguments: [["--help"], ["serve", "--help"], ["help", "import"]])
    func `help is a result`(arguments: [String]) throws {
        let result = try program.run(arguments)
        #expect(result.code == 0)
        #expect(result.output.contains("USAGE: laurel"))
        #expect(result.errors == "")
    }

    @Test func `the environment sets what is not given`() throws {
        let result = try program.run("serve", environment: ["LAUREL_PORT": "many"])
        #expect(result.code == 2)
        #expect(result.errors.contains("LAUREL_PORT"))
        _ = try program.run("token", "create", "--name", "ci", "--scopes", "read", environment: ["LAUREL_DATABASE": "named.db"])
        #expect(program.folder.has("named.db"))
    }
}
