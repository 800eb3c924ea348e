import API
import Files
import Foundation
import Identity
import Installation
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store

/// A whole Laurel for one bench: the shipped rules, a database of its own, made-up people. Gone with it.
final class BenchServer {
    let runtime: Runtime
    /// How much processor the stages of a batch have taken.
    let stages = StageTimes()
    let port: UInt16
    let members: Int
    private let server: Server
    private let folder: URL

    /// The token of the load: any 32 bytes as base64url. The database is gone before anyone could use it.
    private static let token = String(repeating: "bench", count: 8) + "AAA"
    static let authorization = "Bearer \(token)"

    /// - Parameter interval: `live.interval` in milliseconds; nil is what the rules say.
    init(members: Int, _ folders: BenchFolders, interval: Int64? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "laurel-bench-\(getpid())-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let zones = ZoneFiles.database()
        var read = try Self.programme(folders.rulesFolder, zones)
        if let interval { read.company.liveIntervalMilliseconds = interval }
        let programme = read
        var configuration = Runtime.Configuration(path: folder.appending(path: "laurel.db").path, clock: SystemClock.now)
        configuration.stages = stages.clock
        runtime = try Runtime(configuration) { _ in programme }
        try Self.fill(runtime, members: members)
        self.members = members
        var serving = Server.Configuration(pages: folders.pagesFolder)
        // All of the load comes from one address.
        serving.web.connectionsPerAddress = serving.web.maximumConnections
        server = try Server(serving, runtime: runtime, zones: zones, clock: SystemClock.now)
        guard let port = server.port else { throw CLIError("no port") }
        self.port = port
    }

    deinit {
        server.stop()
        runtime.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The database's path, to look into it from beside.
    var databasePath: String { folder.appending(path: "laurel.db").path }

    static func id(_ member: Int) -> String { "member-\(member)" }

    /// All that is shipped: rules, boards, customers, badges, campaigns, appraisals.
    static func programme(_ rules: String, _ zones: ZoneDatabase) throws -> Programme {
        unlimited(ProgrammeFiles.programme(try RulesFolder.load(rules, zones: zones), at: SystemClock.now(), after: nil))
    }

    /// Without the company's limit, which a bench would reach in a second.
    static func unlimited(_ programme: Programme) -> Programme {
        var programme = programme
        programme.company.limits = []
        programme.book.companyLimits = []
        return programme
    }

    /// Teams of ten in regions of ten teams, and who is in them.
    static func people(_ members: Int) -> [any Command] {
        let teams = (members + 9) / 10
        let regions = (0..<(teams + 9) / 10).map { PutTeam(id: TeamID("region-\($0)"), name: LocalizedText("Region \($0)"), parent: nil) }
        let inside = (0..<teams).map { PutTeam(id: TeamID("team-\($0)"), name: LocalizedText("Team \($0)"), parent: TeamID("region-\($0 / 10)")) }
        return (regions + inside) as [any Command]
            + (0..<members).map { PutMember(id: MemberID(id($0)), name: "Member \($0)", team: TeamID("team-\($0 / 10)"), role: .rep, joined: .earliest) }
    }

    private static func fill(_ runtime: Runtime, members: Int) throws {
        let commands = people(members)
        for start in stride(from: 0, to: commands.count, by: Submission.maximumCommands) {
            let part = Array(commands[start..<min(start + Submission.maximumCommands, commands.count)])
            for case .refused(let refusal) in runtime.carryOut(part, by: .administrator) { throw refusal }
        }
        let done = BlockingPromise<Result<Void, any Error>>(), now = SystemClock.now()
        runtime.write(nil, by: .administrator, { database in
            _ = try database.tokens.add(
                Digest(of: Array(token.utf8)), name: "bench", scopes: ["admin", "activities:write", "read"], sources: [], created: now, expires: nil)
        }, reply: { done.fulfil($0) })
        try done.wait().get()
    }
}

extension BenchServer {
    /// Records activities past HTTP, so that there is something to look at.
    func record(_ activities: MadeUpActivities, count: Int) throws {
        for start in stride(from: 0, to: count, by: Submission.maximumCommands) {
            let commands = try (start..<min(start + Submission.maximumCommands, count)).map { RecordActivity(try activities.activity($0)) }
            for case .refused(let refusal) in runtime.carryOut(commands, by: .token("bench"), priority: .bulk) { throw refusal }
        }
    }
}
