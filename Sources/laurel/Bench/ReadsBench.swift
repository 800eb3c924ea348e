import ArgumentParser
import Identity
import Periods
import PointsEngine
import Web

/// Reads of one page of a board, against the same bytes from the web server alone.
struct ReadsBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "reads", abstract: "Reads of a board's first 50 rows over HTTP.")

    @OptionGroup var options: BenchOptions
    @OptionGroup var folders: BenchFolders
    @Option(help: "Connections that are kept.") var connections = 64

    func validate() throws {
        guard 1...1_000 ~= connections else { throw ValidationError("--connections is from 1 to 1,000") }
    }

    func run() throws {
        try options.report("reads") { report in
            let server = try BenchServer(members: 1_000, folders)
            defer { withExtendedLifetime(server) {} }
            try server.record(MadeUpActivities(members: 1_000, time: SystemClock.now()), count: 5_000)
            let request = LoadClient.request("GET", "/api/v1/boards/points-month?limit=50", ["Authorization": BenchServer.authorization])
            let page = try LoadClient(port: server.port).exchange(request)
            guard page.status == 200 else { throw CLIError("status \(page.status): \(String(decoding: page.body.prefix(300), as: UTF8.self))") }
            report.condition("\(connections) connections kept, one request under way on each; answers of \(page.body.count) bytes")
            let load = ReadLoad(port: server.port, connections: connections)
            // What was recorded reaches the boards after the writer has answered: that is not measured here.
            _ = try load.perSecond(request, for: min(1, options.seconds))
            let processor = Stopwatch.processor(of: "web"), start = Stopwatch.now
            let reads = try load.perSecond(request, for: options.seconds)
            let used = (Stopwatch.processor(of: "web") - processor) / (reads * (Stopwatch.now - start))
            let alone = try PlainAnswers(page.body)
            defer { alone.stop() }
            let limit = try ReadLoad(port: alone.port, connections: connections).perSecond(request, for: options.seconds)
            report.add("a board's page", reads, "requests/s", aim: 40_000)
            report.add("the same bytes, ready", limit, "requests/s")
            report.add("ratio", reads / limit, "")
            report.add("web thread", used * 1e6, "µs/request")
        }
    }
}

/// One thread that asks on all connections, then reads all answers, again and again.
private struct ReadLoad {
    let port: UInt16
    let connections: Int

    func perSecond(_ request: [UInt8], for seconds: Double) throws -> Double {
        let clients = try (0..<connections).map { _ in try LoadClient(port: port) }
        let start = Stopwatch.now
        var count = 0
        while Stopwatch.now - start < seconds {
            for client in clients { try client.socket.send(request) }
            for client in clients {
                guard try client.skipAnswer() == 200 else { throw CLIError("an answer that is not 200") }
            }
            count += connections
        }
        return Double(count) / (Stopwatch.now - start)
    }
}

/// The web server by itself, with an answer that stands ready.
private struct PlainAnswers {
    private let server: WebServer
    let port: UInt16

    private final class Handler: WebHandler {
        let loop: WebLoop
        let response: Response
        init(_ loop: WebLoop, _ response: Response) {
            self.loop = loop
            self.response = response
        }
        func admit(_ request: HTTPRequest, _ token: ReplyToken) { loop.admit(token) }
        func request(_ request: HTTPRequest, _ token: ReplyToken) { loop.answer(token, response) }
    }

    init(_ body: [UInt8]) throws {
        let response = Response(headers: [.init("Cache-Control", "no-store")], mediaType: "application/json", body: body)
        server = try WebServer(WebConfiguration()) { Handler($0, response) }
        guard let port = server.port else { throw CLIError("no port") }
        self.port = port
    }

    func stop() { server.stop() }
}
