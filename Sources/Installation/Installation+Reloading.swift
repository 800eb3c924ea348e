import Files
import Identity
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store

extension Installation {
    /// Puts in force what the folder says and the database does not know yet: all of it, or nothing.
    ///
    /// - Returns: what changed, as words for a log; empty: nothing did.
    /// - Throws: `Diagnostics` where the folder does not hold, `Refusal`, or what the disk says.
    package func reload(_ folder: RulesFolder, by actor: Actor, effective: Instant? = nil) throws -> [String] {
        let current = programme
        try checkFixed(folder, current)
        var changed: [String] = []
        if current.book.versions.last?.set.version != folder.ruleSet.version {
            try publish(folder, by: actor, effective: effective)
            changed.append("rules \(folder.ruleSet.version.prefix(8))")
        }
        if isConfiguredOtherwise(folder) {
            try configure(folder, by: actor)
            changed.append("company and boards")
        }
        return changed
    }

    /// From the next second on where no time is given: a rule set is never in force before it is published.
    private func publish(_ folder: RulesFolder, by actor: Actor, effective: Instant?) throws {
        let publication = Publication(set: folder.ruleSet, effective: effective ?? clock().adding(seconds: 1), source: folder.sources.files)
        for case .refused(let refusal) in runtime.carryOut([.publish(publication)], by: actor) { throw refusal }
    }

    private func configure(_ folder: RulesFolder, by actor: Actor) throws {
        let now = clock()
        let done = Handover<(any Error)?>()
        runtime.configure(ProgrammeFiles.note(of: folder.sources), by: actor) { current in
            current = ProgrammeFiles.programme(folder, at: now, after: current)
        } reply: { done.give($0) }
        if let error = done.take() { throw error }
        configured.withLock { $0 = folder.sources }
    }

    /// Whether anything but rules, metrics and the lists for an empty database differs from what was last configured.
    private func isConfiguredOtherwise(_ folder: RulesFolder) -> Bool {
        let known = configured.withLock { $0 }
        return ["company.yaml", "boards.yaml"].contains { known.files[$0] != folder.sources.files[$0] }
    }

    /// Days and money of what is recorded cannot become others.
    private func checkFixed(_ folder: RulesFolder, _ current: Programme) throws {
        let isSame = folder.company.calendar.zone == current.calendar.zone && folder.company.currency == current.company.currency
        guard !isSame, hasActivities else { return }
        throw Diagnostics([
            Diagnostic(
                file: "company.yaml", message: "timezone and currency are fixed once an activity is recorded",
                expected: "timezone \(current.calendar.zone.name) and currency \(current.company.currency)")
        ])
    }

    private var hasActivities: Bool {
        let answer = Handover<Bool>()
        let isTaken = runtime.readers.read { reader in
            let found = try? reader.connection.first("SELECT 1 FROM command WHERE source IS NOT NULL LIMIT 1") { _ in true }
            answer.give(found ?? true)
        }
        return !isTaken || answer.take()
    }
}
