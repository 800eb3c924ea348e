import API
import Files
import Foundation
import Identity
import JSON
import Mailboxes
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Store
import TestClients
import Web

/// A whole server for one test: the rules that come with Laurel, a database of its own, a clock that is set by hand, people
/// of each role. Gone with the test.
///
/// ```swift
/// let laurel = try ServerHarness()
/// let answer = try laurel.rep.get("/members/me/balance")
/// ```
package final class ServerHarness {
    package let clock: TestClock
    package let runtime: Runtime
    package private(set) var server: Server
    package let folder: TestFolder
    private let configuration: Server.Configuration
    private let sessions: [String: (secret: String, csrf: String)]

    /// Friday, 10:00 in Shanghai.
    package static let start = Instant(rfc3339: "2026-11-20T02:00:00Z") ?? .earliest

    /// - Parameters:
    ///   - rules: the folder of rules; nil is the one that comes with Laurel.
    ///   - doubtsClock: whether a clock that is set ahead is doubted, as on a machine whose kernel does not vouch for it.
    ///   - password: everyone signs in with it; nil: nobody can, but is signed in already.
    ///   - bounds: of the runtime, to be reached in a test.
    ///   - hasAdministrator: false: nobody has ever administered.
    ///   - configure: changes of the server's options.
    ///   - before: commands that are carried out before the server starts.
    package init(
        rules: String? = nil, at now: Instant = start, before: [any Command] = [], doubtsClock: Bool = false, password: String? = nil,
        hasAdministrator: Bool = true, bounds: RuntimeBounds = RuntimeBounds(), _ configure: (inout Server.Configuration) -> Void = { _ in }
    ) throws {
        let folder = try TestFolder(), clock = TestClock(now), zones = ZoneFiles.database()
        let read = try RulesFolder.load(rules ?? Self.root + "/Rules", zones: zones)
        var programme = Programme(
            company: read.company, book: RuleBook(read.ruleSet, companyLimits: read.company.limits), boards: read.boards, badges: read.badges,
            liveSince: Instant(rfc3339: "2025-12-31T16:00:00Z") ?? .earliest)
        programme.configure(read.configuration, at: now)
        let path = folder.path + "/laurel.db", configured = programme
        var configuration = doubtsClock
            ? Runtime.Configuration(path: path, timekeeper: clock.timekeeper) : Runtime.Configuration(path: path, clock: { clock.now })
        bounds.apply(to: &configuration)
        runtime = try Runtime(configuration) { _ in configured }
        let publication = Publication(set: read.ruleSet, effective: now, source: read.sources.files)
        try Self.carryOut([Publish(publication)] + Self.people(at: now) + Self.catalogue(read) + before, runtime)
        sessions = try Self.signIn(Self.accounts.filter { hasAdministrator || $0.role != .admin }, at: now, password: password, runtime)
        var serving = Server.Configuration(pages: Self.root + "/Public")
        configure(&serving)
        server = try Server(serving, runtime: runtime, zones: zones, clock: configuration.clock)
        // Whoever restarts it finds it where it was.
        serving.web.port = server.port
        self.configuration = serving
        self.folder = folder
        self.clock = clock
    }

    deinit {
        server.stop()
        runtime.stop()
    }

    /// Takes the server away, or brings it back at the same port. The runtime goes on.
    package func stopServer() { server.stop() }

    package func startServer() throws {
        let clock = clock
        server = try Server(configuration, runtime: runtime, zones: ZoneFiles.database(), clock: { clock.now })
    }

    // MARK: Who calls

    /// A browser in which the account is signed in: `li.na` …
    package func browser(_ account: String) throws -> TestCaller {
        guard let session = sessions[account] else { throw HarnessFailure("no session of \(account)") }
        let cookie = "laurel=\(session.secret)"
        return TestCaller(try client(), of: self, reading: ["Cookie": cookie], writing: ["Cookie": cookie, "X-CSRF-Token": session.csrf])
    }

    /// Signs in more people, each with an account under their id, without asking for a password.
    package func signIn(_ members: [String]) throws -> [TestSession] {
        let now = clock.now, secrets = members.map { ($0, Secret.make()) }
        try write { database in
            for (member, secret) in secrets {
                if try database.accounts.named(member) == nil {
                    try database.accounts.add(UserAccount(name: member, member: MemberID(member), role: .rep, password: "!", created: now))
                }
                try database.sessions.add(Session(token: secret.digest, account: member, created: now, address: "", agent: "test"))
            }
        }
        return secrets.map { TestSession(secret: $1.text, csrf: Authentication.csrf(of: $1.digest)) }
    }

    /// A browser with a session, over a connection of its own.
    package func caller(_ session: TestSession) throws -> TestCaller {
        let cookie = "laurel=\(session.secret)"
        return TestCaller(try client(), of: self, reading: ["Cookie": cookie], writing: ["Cookie": cookie, "X-CSRF-Token": session.csrf])
    }

    /// One of each role; the rep and the manager are in the same team.
    package func browser(_ role: Role) throws -> TestCaller {
        switch role {
        case .rep: try browser("li.na")
        case .manager: try browser("chen.jie")
        case .director: try browser("zhao.lei")
        case .finance: try browser("qian.hong")
        case .admin: try browser("admin")
        }
    }

    package var rep: TestCaller { get throws { try browser(.rep) } }
    package var manager: TestCaller { get throws { try browser(.manager) } }
    package var director: TestCaller { get throws { try browser(.director) } }
    package var finance: TestCaller { get throws { try browser(.finance) } }
    package var admin: TestCaller { get throws { try browser(.admin) } }
    /// Who is not signed in.
    package var nobody: TestCaller { get throws { TestCaller(try client(), of: self, reading: [:], writing: [:]) } }

    /// An integration with a token of its own.
    package func token(_ scopes: [String], sources: [String] = [], expires: Instant? = nil) throws -> TestCaller {
        let secret = Secret.make(), now = clock.now, name = "token-" + secret.text
        try write { _ = try $0.tokens.add(secret.digest, name: name, scopes: scopes, sources: sources, created: now, expires: expires) }
        let headers = ["Authorization": "Bearer \(secret.text)"]
        return TestCaller(try client(), of: self, reading: headers, writing: headers)
    }

    /// What the API says of itself.
    func description() throws -> DescribedAPI { try DescribedAPI.of(client()) }

    /// An integration with a token that was made over HTTP.
    package func caller(bearing token: String) throws -> TestCaller {
        let headers = ["Authorization": "Bearer \(token)"]
        return TestCaller(try client(), of: self, reading: headers, writing: headers)
    }

    private func client() throws -> HTTPClient {
        guard let port = server.port else { throw HarnessFailure("no port") }
        return try HTTPClient(port: port)
    }

    // MARK: What happens meanwhile

    /// Lets time pass, with what is due on the way; returns when it is done.
    package func advance(to time: Instant) {
        clock.now = time
        runtime.wake()
        // Due work is done before commands: one that is refused has waited for it.
        _ = runtime.carryOut([Cancel("nothing")], by: .administrator)
        // Nobody was away so long that their session is over.
        let sessions = sessions.values.map { Digest(of: Array($0.secret.utf8)) }
        _ = try? write { database in for session in sessions { try database.sessions.touch(session, LastUse(at: time, address: "", agent: "test")) } }
    }

    /// Puts something else in force, as a published company.yaml would.
    package func configure(_ change: @escaping @Sendable (inout Programme) -> Void) throws {
        let done = BlockingPromise<(any Error)?>()
        runtime.configure(Note(kind: "configured", subject: nil, detail: JSONObject()), by: .administrator, change: change) { done.fulfil($0) }
        if let error = done.wait() { throw error }
    }

    package func advance(days: Int64) { advance(to: clock.now.adding(seconds: days * 86_400)) }

    /// Carries out commands; the first refusal is thrown.
    @discardableResult
    package func carryOut(_ commands: [any Command], by actor: Actor = .administrator) throws -> [any Receipt] {
        try Self.carryOut(commands, by: actor, runtime)
    }

    /// Writes beside the engine.
    package func write(_ work: @escaping @Sendable (Database) throws -> Void) throws { try Self.write(work, runtime) }

    // MARK: How it begins

    package static let root = String(#filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/"))

    @discardableResult
    private static func carryOut(_ commands: [any Command], by actor: Actor = .administrator, _ runtime: Runtime) throws -> [any Receipt] {
        try runtime.carryOut(commands, by: actor).map { reply in
            switch reply {
            case .done(let receipt, _): return receipt
            case .refused(let refusal): throw refusal
            }
        }
    }

    private static func write(_ work: @escaping @Sendable (Database) throws -> Void, _ runtime: Runtime) throws {
        let done = BlockingPromise<Result<Void, any Error>>()
        runtime.write(nil, by: .administrator, work) { done.fulfil($0) }
        try done.wait().get()
    }

    /// A region with two teams, another beside it; a manager of a team and one of another.
    private static func people(at now: Instant) -> [any Command] {
        let teams: [(String, String, String?)] = [
            ("east", "华东大区", nil), ("east-1", "华东一部", "east"), ("east-2", "华东二部", "east"), ("west", "西部大区", nil),
        ]
        let people: [(String, String, String?, Role)] = [
            ("li.na", "李娜", "east-1", .rep), ("zhou.xiaotong", "周晓彤", "east-1", .rep), ("wang.wei", "王伟", "east-2", .rep),
            ("ma.chao", "马超", "west", .rep), ("chen.jie", "陈杰", "east-1", .manager), ("liu.yang", "刘洋", "west", .manager),
            ("zhao.lei", "赵磊", "east", .director), ("qian.hong", "钱红", nil, .finance),
        ]
        return teams.map { id, name, parent in
            PutTeam(id: TeamID(id), name: LocalizedText(name), parent: parent.map { TeamID($0) })
        } + people.map { id, name, team, role in
            PutMember(id: MemberID(id), name: name, team: team.map { TeamID($0) }, role: role, joined: now.adding(seconds: -300 * 86_400))
        }
    }

    private static func catalogue(_ folder: RulesFolder) -> [any Command] {
        folder.tiers.map { PutTier(tier: $0, revision: nil) } + folder.rewards.map { PutReward(reward: $0, revision: nil) }
    }

    /// Every person has one under their id; the administrator is no member.
    private static let accounts: [(name: String, member: String?, role: Role)] =
        [
            ("li.na", Role.rep), ("zhou.xiaotong", .rep), ("wang.wei", .rep), ("ma.chao", .rep), ("chen.jie", .manager), ("liu.yang", .manager),
            ("zhao.lei", .director), ("qian.hong", .finance),
        ].map { ($0.0, $0.0, $0.1) } + [("admin", nil, .admin)]

    private static func signIn(
        _ accounts: [(name: String, member: String?, role: Role)], at now: Instant, password: String?, _ runtime: Runtime
    ) throws -> [String: (secret: String, csrf: String)] {
        let secrets = accounts.map { ($0, Secret.make()) }
        let hash = password.flatMap(Password.hash) ?? "!"
        try write({ database in
            for (account, secret) in secrets {
                try database.accounts.add(
                    UserAccount(name: account.name, member: account.member.map { MemberID($0) }, role: account.role, language: nil, password: hash, created: now))
                try database.sessions.add(Session(token: secret.digest, account: account.name, created: now, address: "", agent: "test"))
            }
        }, runtime)
        return Dictionary(uniqueKeysWithValues: secrets.map { ($0.name, ($1.text, Authentication.csrf(of: $1.digest))) })
    }
}

/// What a browser holds that is signed in.
package struct TestSession: Sendable {
    package let secret: String
    package let csrf: String

    package init(secret: String, csrf: String) {
        self.secret = secret
        self.csrf = csrf
    }
}

package struct HarnessFailure: Error, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}

/// How little a runtime has, and on which disk it stands; what is not said is as always.
package struct RuntimeBounds {
    var readerThreads: Int?
    var readings: Int?
    var submissions: Int?
    var vfs: String?

    package init(readerThreads: Int? = nil, readings: Int? = nil, submissions: Int? = nil, vfs: String? = nil) {
        (self.readerThreads, self.readings, self.submissions, self.vfs) = (readerThreads, readings, submissions, vfs)
    }

    fileprivate func apply(to configuration: inout Runtime.Configuration) {
        configuration.readerThreads = readerThreads ?? configuration.readerThreads
        configuration.readingLimit = readings ?? configuration.readingLimit
        configuration.waitingLimit = submissions ?? configuration.waitingLimit
        configuration.vfs = vfs
    }
}
