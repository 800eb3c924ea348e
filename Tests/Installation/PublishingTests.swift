import Files
import Foundation
import Identity
import Installation
import JSON
import Mailboxes
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Store
import Testing

/// A folder of rules, and a database that it was put in force in.
private final class Site {
    let path = NSTemporaryDirectory() + "laurel-installation-" + UUID().uuidString
    var files = [
        "company.yaml": "name: One\ntimezone: Asia/Shanghai\nlive_since: 2026-01-01\n",
        "points/a.yaml": "{id: a, on: sale.won, award: {fixed: 1}}\n",
    ]
    static let now = Instant(rfc3339: "2026-11-20T02:00:00Z") ?? .earliest

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    var folder: RulesFolder { get throws { try RulesFolder(RuleSources(files: files), zones: ZoneFiles.database()) } }

    /// Opens the database, runs `body`, and lets go of it, as a process does that ends.
    func open<Result>(_ body: (Installation) throws -> Result) throws -> Result {
        let folder = try folder
        let installation = try Installation(database: path + "/laurel.db", zones: ZoneFiles.database(), clock: { Self.now }) { folder }
        defer { installation.stop() }
        return try body(installation)
    }

    /// What `laurel verify` would find.
    func findings() throws -> [Finding] {
        Verification.verify(try Database(path + "/laurel.db"), reader: ProgrammeFiles.reader(ZoneFiles.database()), scratch: path + "/scratch").findings
    }

    func publish(_ installation: Installation, isCancelled: @escaping @Sendable () -> Bool = { false }) throws -> Publishing.Outcome {
        try Publishing(installation.runtime, zones: installation.zones, isCancelled: isCancelled).publish(folder, by: .administrator, at: Self.now)
    }
}

extension Installation {
    /// Name of the company, points of the rule, ids of the boards.
    fileprivate var inForce: [String] {
        guard let programme = try? programme else { return [] }
        guard case .fixed(let points)? = programme.book.set(at: Site.now).rule("a")?.award else { return [] }
        return [programme.company.name.text(in: []), "\(points)"] + programme.boards.map(\.id)
    }

    /// Ids of tiers and rewards.
    fileprivate var catalogue: [String] {
        get throws { try runtime.inspecting { facts, _ in facts.tiers().map(\.id) + facts.rewards.values.map(\.id).sorted() } }
    }

    fileprivate func tally(_ metric: String) throws -> JSON.Decimal {
        try runtime.inspecting { facts, _ in try facts.tally(TallyKey(.company, .metric(metric)), over: .all).sum }
    }

    /// The kinds of commands and notes that put something in force, the newest first.
    fileprivate func publications() throws -> [String] {
        let kinds = BlockingPromise<Result<[String], any Error>>()
        runtime.readers.read { reader in
            var filter = AuditFilter()
            filter.kinds = ["publish", "configured", "announce"]
            kinds.fulfil(Result { try reader.get().audit(filter).map(\.kind) })
        }
        return try kinds.wait().get()
    }

    fileprivate func sell(_ numbers: Range<Int>) throws {
        var commands: [any Command] = [PutMember(id: "li", name: "Li", joined: Instant(rfc3339: "2026-01-01T00:00:00Z"))]
        for number in numbers {
            commands.append(RecordActivity(try Activity(source: "/crm", id: "\(number)", type: "sale.won", time: Site.now, subject: "li", data: ["amount": 2])))
        }
        while !commands.isEmpty {
            _ = runtime.carryOut(Array(commands.prefix(1_000)), by: .administrator)
            commands.removeFirst(min(1_000, commands.count))
        }
    }
}

@Suite struct PublishingTests {
    private let site: Site

    init() throws { site = try Site() }

    private func changeEverything() {
        site.files["company.yaml"] = site.files["company.yaml"]?.replacing("One", with: "Two")
        site.files["points/a.yaml"] = site.files["points/a.yaml"]?.replacing("fixed: 1", with: "fixed: 2")
        site.files["boards.yaml"] = "[{id: month, value: points, period: month}]"
    }

    @Test func `rules company and boards come in force by one command and stay`() throws {
        try site.open { installation throws in
            #expect(installation.inForce == ["One", "1"])
            changeEverything()
            let outcome = try site.publish(installation)
            // The second is the note with which the database began.
            #expect(try installation.publications() == ["publish", "configured"])
            #expect(outcome.changed.count == 2)
            #expect(installation.inForce == ["Two", "2", "month"])
        }
        try site.open { installation throws in
            #expect(installation.inForce == ["Two", "2", "month"])
            #expect(try site.publish(installation).changed == [])
        }
        #expect(try site.findings() == [])
    }

    @Test func `tiers and rewards fill an empty database once also after a crash`() throws {
        site.files["tiers.yaml"] = "- {id: silver, threshold: 100, window: year}\n- {id: gold, threshold: 900, window: year}\n"
        site.files["rewards.yaml"] = "- {id: mug, cost: 5}\n"
        try site.open { installation throws in
            #expect(try installation.catalogue == ["silver", "gold", "mug"])
            _ = installation.runtime.carryOut([DeleteTier(id: "silver", revision: nil)], by: .administrator)
        }
        try site.open { installation throws in
            #expect(try installation.catalogue == ["gold", "mug"])
            // As a crash leaves it that came before the last of them.
            let done = BlockingPromise<Bool>()
            installation.runtime.write(nil, by: .administrator, { try $0.settings.set("filling", "true") }, reply: { _ in done.fulfil(true) })
            _ = done.wait()
        }
        #expect(try site.open { try $0.catalogue } == ["silver", "gold", "mug"])
        #expect(try site.findings() == [])
    }

    @Test func `company and boards alone leave the rules as they are`() throws {
        try site.open { installation throws in
            let version = try installation.programme.book.set(at: Site.now).version
            site.files["boards.yaml"] = "[{id: month, value: points, period: month}]"
            #expect(try site.publish(installation).changed == ["company and boards"])
            #expect(installation.inForce == ["One", "1", "month"])
            #expect(try installation.programme.book.set(at: Site.now).version == version)
        }
        try site.open { #expect($0.inForce == ["One", "1", "month"]) }
    }

    @Test func `a folder that is the same as the last one undoes nothing`() throws {
        try site.open { installation throws in
            #expect(try installation.reloadChanged(site.folder, by: .administrator) == [])
            let old = try site.folder
            changeEverything()
            #expect(try installation.reloadChanged(site.folder, by: .administrator).count == 2)
            // On a page somebody goes back to the old ones; the folder on disk stays as it was.
            _ = try Publishing(installation.runtime, zones: installation.zones).publish(old, by: .administrator, at: Site.now)
            #expect(try installation.reloadChanged(site.folder, by: .administrator) == [])
            #expect(installation.inForce == ["One", "1"])
        }
    }

    @Test(arguments: [
        ["points/b.yaml": nil], ["points/b.yaml": "[]\n"], ["boards.yaml": nil], ["metrics.yaml": nil, "boards.yaml": nil],
        // Cut at a line, in a line, and cut behind a change at the top.
        ["points/a.yaml": "id: a\non: sale.won\naward: {fixed: 1}\n"], ["points/a.yaml": "id: a\non: sale.won\naward: {fixed: 1}\nqualifying: false\ntitle: Won"],
        ["points/a.yaml": "id: a\non: [sale.won, sale.more]\naward: {fixed: 1}\n"],
    ] as [[String: String?]]) func `what would take something away waits until it is published`(change: [String: String?]) throws {
        site.files["points/a.yaml"] = "id: a\non: sale.won\naward: {fixed: 1}\nqualifying: false\ntitle: Won sales\n"
        site.files["points/b.yaml"] = "{id: b, on: sale.more, award: {fixed: 1}}\n"
        site.files["metrics.yaml"] = "orders: {on: sale.won, count: true}\n"
        site.files["boards.yaml"] = "[{id: month, value: orders, period: month}]\n"
        try site.open { installation throws in
            for (file, text) in change { site.files[file] = text }
            let version = try installation.programme.book.set(at: Site.now).version
            for _ in 0..<2 { #expect(throws: WithheldChange.self) { try installation.reloadChanged(site.folder, by: .administrator) } }
            #expect(try installation.programme.book.set(at: Site.now).version == version)
            #expect(installation.inForce == ["One", "1", "month"])
            #expect(try site.publish(installation).changed != [])
            #expect(try installation.reloadChanged(site.folder, by: .administrator) == [])
        }
    }

    @Test(arguments: [
        ["points/a.yaml": "id: a\non: sale.won\naward: {fixed: 2}\n"], ["points/a.yaml": nil, "points/z.yaml": "id: a\non: sale.won\naward: {fixed: 1}\npending: P14D\n"],
        ["points/c.yaml": "{id: c, on: sale.more, award: {fixed: 1}}\n"], ["points/a.yaml": "id: a\non: sale.won\naward: {fixed: 1}\npending: P1D\n"],
        ["company.yaml": "name: One\ntimezone: Asia/Shanghai\nlive_since: 2026-01-01\nlock_after: P2D\n"], ["company.yaml": "# Ours\nname: One\ntimezone: Asia/Shanghai\nlive_since: 2026-01-01\n"],
    ] as [[String: String?]]) func `what changes or adds something comes in force`(change: [String: String?]) throws {
        site.files["points/a.yaml"] = "id: a\non: sale.won\naward: {fixed: 1}\npending: P14D\n# the end\n"
        try site.open { installation throws in
            for (file, text) in change { site.files[file] = text }
            _ = try installation.reloadChanged(site.folder, by: .administrator)
            #expect(try installation.filesInForce().files == site.files || installation.programme.book.versions.count == 1)
        }
    }

    @Test func `a publication tells what it takes away`() throws {
        site.files["points/b.yaml"] = "{id: b, on: sale.more, award: {fixed: 1}}\n"
        try site.open { installation throws in
            site.files["points/b.yaml"] = nil
            #expect(try site.publish(installation).removed.map(\.description) == [#"rule "b""#])
            #expect(try site.publish(installation).removed == [])
        }
    }

    @Test func `a new metric is filled in steps and what stops that goes on at the next start`() throws {
        try site.open { installation throws in
            try installation.sell(0..<2_500)
            addMetric()
            #expect(throws: Interrupted()) { try site.publish(installation) { true } }
            // Nothing of it is in force yet, and what comes in meanwhile counts.
            #expect(installation.inForce == ["One", "1"])
            try installation.sell(2_500..<2_510)
        }
        try site.open { installation throws in
            #expect(try installation.programme.announced != nil)
            #expect(throws: Refusal.self) { try site.publish(installation) }
            #expect(try installation.finishInterrupted().count == 1)
            #expect(installation.inForce == ["Two", "2", "month"])
            #expect(try installation.tally("amounts") == 5_020)
            #expect(try installation.finishInterrupted() == [])
        }
        try site.open { #expect($0.inForce == ["Two", "2", "month"]) }
        #expect(try site.findings() == [])
    }

    private func addMetric() {
        changeEverything()
        site.files["metrics.yaml"] = "amounts: {on: sale.won, sum: data.amount}\n"
        site.files["boards.yaml"] = "[{id: month, value: amounts, period: month}]"
    }
}
