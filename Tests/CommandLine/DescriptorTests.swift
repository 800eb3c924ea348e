import Foundation
import TestClients
import Testing

/// More clients than the process may have descriptors.
@Suite struct DescriptorTests {
    @Test func `who is served stays so and others are let in when there is room`() throws {
        let folder = try WorkFolder()
        let server = try RunningServer(
            ["-c", "ulimit -n 128; exec \"$0\" serve --port 0", Program.executable.path()], in: folder, environment: Program.environment([:]),
            executable: URL(fileURLWithPath: "/bin/sh"))
        let first = try HTTPClient(port: server.port)
        #expect(try first.get("/healthz").status == 200)
        var others: [Socket] = []
        for _ in 0..<300 { others.append(try Socket(port: server.port)) }
        for _ in 0..<20 { #expect(try first.get("/healthz").status == 200) }
        // The database is written meanwhile: descriptors are kept back for that.
        let made = try Program(folder: folder).run("token", "create", "--name", "crm", "--scopes", "read")
        #expect(made.code == 0, "\(made.errors)")
        others.forEach { $0.close() }
        others = []
        var isIn = false
        while !isIn { isIn = (try? HTTPClient(port: server.port).get("/healthz").status) == 200 }
        #expect(server.stop() == 0)
    }
}
