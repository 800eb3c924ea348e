import Files
import Identity
import Mailboxes
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Store

/// Puts folders of rules in force: what pages, the command line and a changed folder on disk have in common.
///
/// Rules, company and boards come in force by one command, so that a crash leaves all of it or nothing. Where a new metric has
/// to be filled from much that was recorded, the command is announced, the metric is filled in steps between which others go
/// on, and the command itself is the last step; whatever stops it, it goes on at the next start (`finish`).
package struct Publishing: Sendable {
    package struct Outcome: Hashable, Sendable {
        package let version: String
        package let effective: Instant
        /// What came in force, as words for a log; empty: nothing did.
        package let changed: [String]
        /// What was in force before and is no longer there.
        package let removed: [RulesFolder.Loss]
    }

    let runtime: Runtime
    let zones: ZoneDatabase
    private let isCancelled: @Sendable () -> Bool
    /// Commands whose activities one step counts: some 20 ms for the writer.
    private static let step: Int64 = 1_000
    /// So much is counted by the publication itself.
    private static let countedAtOnce: Int64 = 2_000

    /// - Parameter isCancelled: asked between two steps; true ends the work with `Interrupted`.
    package init(_ runtime: Runtime, zones: ZoneDatabase, isCancelled: @escaping @Sendable () -> Bool = { false }) {
        self.runtime = runtime
        self.zones = zones
        self.isCancelled = isCancelled
    }

    /// Blocks until the folder is in force, or planned.
    ///
    /// - Parameters:
    ///   - effective: from when the rules are in force; nil: from the instant of the command. Company and boards hold at once.
    ///   - reason: for the audit trail.
    ///   - warrant: by what right.
    /// - Throws: `Refusal` with `bad-time` (into the past), `conflict` (time zone and currency are fixed), `overloaded`, `read-only`.
    package func publish(
        _ folder: RulesFolder, effective: Instant? = nil, reason: String? = nil, by actor: Actor, from address: String? = nil,
        warrant: Warrant = .owner, at now: Instant
    ) throws -> Outcome {
        let current = try runtime.programme, known = try runtime.reading { try $0.ruleFiles() }
        try checkFixed(folder.company, current)
        let isConfigured = folder.sources.isConfigured(as: RuleSources(files: known))
        let changed = isConfigured ? [] : ["company and boards"]
        let removed = (try? RulesFolder(RuleSources(files: known), zones: zones)).map { folder.losses(against: $0) } ?? []
        if effective == nil, let newest = current.book.versions.last, newest.set.version == folder.ruleSet.version, newest.effective <= now {
            if warrant != .owner, !isConfigured || warrant.seconds {
                try put(folder, reason, warrant, by: actor, from: address, configures: !isConfigured)
            } else if !isConfigured {
                try configure(folder, by: actor, from: address, at: now)
            }
            return Outcome(version: folder.ruleSet.version, effective: newest.effective == .earliest ? now : newest.effective, changed: changed, removed: removed)
        }
        let publication = Publication(
            set: folder.ruleSet, effective: effective, source: folder.sources.files,
            configuration: isConfigured ? nil : folder.configuration, reason: reason,
            warrant: warrant)
        let isLong = !current.book.introducing(folder.ruleSet).isEmpty && runtime.head.lastCommand > Self.countedAtOnce
        if isLong {
            try runtime.carryingOut([Announce(publication)], by: actor, from: address)
            try count()
        }
        let before = try runtime.programme.book.versions.map(\.number)
        try runtime.carryingOut([Publish(publication)], by: actor, from: address)
        // The set may have been published before, from another date on.
        let version = try runtime.programme.book.versions.last { $0.set.version == folder.ruleSet.version && !before.contains($0.number) }
        return Outcome(
            version: folder.ruleSet.version, effective: version?.effective ?? now, changed: ["rules \(folder.ruleSet.version.prefix(8))"] + changed,
            removed: removed)
    }

    /// Goes on with what was announced and is not in force yet. A date that has passed meanwhile is now.
    /// - Returns: the version that came in force; nil: nothing was under way.
    @discardableResult
    package func finish(at now: Instant) throws -> String? {
        guard let announced = try runtime.programme.announced else { return nil }
        try count()
        let folder = announced.configures ? try RulesFolder(RuleSources(files: announced.source), zones: zones) : nil
        let publication = Publication(
            set: announced.set, effective: announced.effective.flatMap { $0 > now ? $0 : nil }, source: announced.source,
            configuration: folder?.configuration, reason: announced.reason, warrant: announced.warrant)
        try runtime.carryingOut([Publish(publication)], by: .system)
        return announced.set.version
    }

    /// Fills the metrics that were announced, behind people's commands.
    private func count() throws {
        while let counting = try runtime.programme.book.counting, !counting.isDone {
            if isCancelled() { throw Interrupted() }
            let step = CountActivities(through: min(counting.through + Self.step, counting.number))
            try runtime.carryingOut([step], by: .system, priority: .bulk)
        }
    }

    /// The company and the boards, or nothing, by a command: so that the right to it is checked where everything is decided.
    private func put(_ folder: RulesFolder, _ reason: String?, _ warrant: Warrant, by actor: Actor, from address: String?, configures: Bool) throws {
        let configuration = configures ? folder.configuration : nil
        let publication = Publication(
            set: folder.ruleSet, effective: nil, source: folder.sources.files, configuration: configuration, reason: reason, warrant: warrant)
        try runtime.carryingOut([Publish(publication)], by: actor, from: address)
    }

    private func configure(_ folder: RulesFolder, by actor: Actor, from address: String?, at now: Instant) throws {
        let done = BlockingPromise<(any Error)?>()
        runtime.configure(ProgrammeFiles.note(of: folder.sources), by: actor) { current in
            current = ProgrammeFiles.programme(folder, at: now, after: current)
        } reply: { done.fulfil($0) }
        if let error = done.wait() { throw error }
    }

    // MARK: What others of its parts need

    var programme: Programme { get throws { try runtime.programme } }

    func files() throws -> [String: String] { try runtime.reading { try $0.ruleFiles() } }

    func request(_ id: RequestID) throws -> Request? { try runtime.reading { try $0.request(id) } }

    func carryingOut(_ command: any Command, by publisher: Publisher) throws -> [Reply] {
        let replies = runtime.carryOut([command], by: publisher.actor, from: publisher.address)
        for case .refused(let refusal) in replies { throw refusal }
        return replies
    }

    /// What would be refused later is refused at once.
    func check(_ folder: RulesFolder, effective: Instant?, at now: Instant) throws {
        guard effective ?? now >= now else { throw Refusal(.badTime, at: "/effective", "rules cannot be published into the past") }
        try checkFixed(folder.company, programme)
    }

    /// Days and money of what is recorded cannot become others.
    private func checkFixed(_ company: Company, _ current: Programme) throws {
        let isSame = company.calendar.zone == current.calendar.zone && company.currency == current.company.currency
        guard !isSame, try runtime.reading({ try !$0.activities(Self.any).isEmpty }) else { return }
        throw Refusal(
            .conflict, at: "/files/company.yaml",
            "timezone and currency are fixed once an activity is recorded: \(current.calendar.zone.name), \(current.company.currency)")
    }

    private static var any: ActivityFilter {
        var filter = ActivityFilter()
        filter.limit = 1
        return filter
    }
}
