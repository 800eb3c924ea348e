import Foundation
import TestClients
import Testing

/// What runs it as a service hears of it, and hands sockets over (sd_notify(3), sd_listen_fds(3)).
@Suite struct ServiceManagerTests {
    private let program: Program
    private var folder: WorkFolder { program.folder }

    init() throws { program = Program(folder: try WorkFolder()) }

    @Test func `it says when it is ready alive and about to stop`() throws {
        let manager = try NotifySocket(folder.file("notify"))
        let server = try program.start("serve", "--port", "0", environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "300000"])
        let ready = try #require(manager.next { $0.contains("READY=1") })
        #expect(ready.contains("STATUS=listening on http://127.0.0.1:\(server.port)"))
        // Each is the answer of both loops to a question of its own.
        for _ in 0..<3 { #expect(manager.next { $0.contains("WATCHDOG=1") } != nil) }
        server.send(SIGTERM)
        #expect(manager.next { $0.contains("STOPPING=1") } != nil)
        server.waitUntilExit()
    }

    @Test func `before it is ready it asks for time`() throws {
        let manager = try NotifySocket(folder.file("notify"))
        let server = try program.start("serve", "--port", "0", environment: ["NOTIFY_SOCKET": manager.path])
        let first = try #require(manager.next { _ in true })
        #expect(first.contains("EXTEND_TIMEOUT_USEC=30000000"))
        #expect(manager.next { $0.contains("READY=1") } != nil)
        #expect(server.stop() == 0)
    }

    @Test func `a watchdog of another process is not fed`() throws {
        let manager = try NotifySocket(folder.file("notify"))
        let server = try program.start("serve", "--port", "0", environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "30000", "WATCHDOG_PID": "1"])
        #expect(manager.next { $0.contains("READY=1") } != nil)
        #expect(server.stop() == 0)
        #expect(manager.next { $0.contains("STOPPING=1") || $0.contains("WATCHDOG=1") }?.contains("STOPPING=1") == true)
    }

    @Test func `clients wait in the socket while it is started anew`() throws {
        let listening = try ListeningSocket()
        let first = try program.start(on: listening, "serve", "--port", "9")
        #expect(first.port == listening.port)
        #expect(try HTTPClient(port: listening.port).get("/healthz").status == 200)
        #expect(first.stop() == 0)
        let waiting = try HTTPClient(port: listening.port)
        try waiting.send("GET", "/healthz")
        let second = try program.start(on: listening, "serve")
        #expect(try waiting.response().status == 200)
        #expect(second.stop() == 0)
    }

    @Test func `what is handed over and does not listen is refused`() throws {
        let process = Process(), errors = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", Program.handingOver, Program.executable.path(), "serve"]
        process.environment = Program.environment([:])
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.standardInput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 1 && text.contains("does not listen on TCP"))
    }

    /// Restarted again and again under writers that come anew for each activity: every one is answered, and what was acknowledged is there.
    @Test func `a restart under load loses nothing`() throws {
        try folder.write("rules/company.yaml", "name: X\ntimezone: Asia/Shanghai\n")
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 10}}\n")
        let environment = ["LAUREL_RULES": folder.file("rules")], listening = try ListeningSocket(), port = listening.port
        try folder.write("map.yaml", "members: {id: row.agent}\n")
        try folder.write("people.csv", "agent\nli.na\n")
        try #require(try program.run(["import", "--map", "map.yaml", "people.csv"], environment: environment).code == 0)
        let token = try program.run(["token", "create", "--name", "crm", "--scopes", "activities:write"], environment: environment).output.trimmingCharacters(in: .whitespacesAndNewlines)
        let load = Load(port: port, token: token, writers: 8)
        for round in 1...3 {
            let server = try program.start(on: listening, "serve", environment: environment)
            load.wait(until: round * 60)
            #expect(server.stop() == 0)
        }
        let last = try program.start(on: listening, "serve", environment: environment)
        let (acknowledged, failures) = load.end()
        #expect(failures == [])
        #expect(acknowledged.count >= 180)
        let socket = try HTTPClient(unix: folder.file("laurel.db.sock"))
        for id in acknowledged { #expect(try socket.get("/api/v1/activities/one?source=%2Fcrm&id=\(id)").status == 200, "\(id)") }
        #expect(last.stop() == 0)
    }
}
