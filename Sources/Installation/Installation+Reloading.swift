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
    /// - Parameter effective: from when the rules are in force; nil: at once.
    /// - Returns: what changed, as words for a log; empty: nothing did.
    /// - Throws: `Diagnostics` where the folder does not hold, `Refusal`, or what the disk says.
    package func reload(_ folder: RulesFolder, by actor: Actor, effective: Instant? = nil) throws -> [String] {
        let current = programme, known = try filesInForce()
        try checkFixed(folder, current)
        var changed: [String] = []
        if current.book.versions.last?.set.version != folder.ruleSet.version {
            try publish(folder, by: actor, effective: effective)
            changed.append("rules \(folder.ruleSet.version.prefix(8))")
        }
        if ["company.yaml", "boards.yaml"].contains(where: { known.files[$0] != folder.sources.files[$0] }) {
            try configure(folder, by: actor)
            changed.append("company and boards")
        }
        return changed
    }

    /// Puts a folder on disk in force where it is another one than the last that was: what was published elsewhere meanwhile,
    /// on a page, is not undone by a start.
    package func reloadChanged(_ folder: RulesFolder, by actor: Actor) throws -> [String] {
        let mark = Self.mark(of: folder.sources)
        guard try read({ try $0.settings.value(Self.folderSetting) }) != mark else { return [] }
        let changed = try reload(folder, by: actor)
        let done = Handover<Result<Void, any Error>>()
        runtime.write(nil, by: actor, { try $0.settings.set(Self.folderSetting, mark) }, reply: { done.give($0) })
        try done.take().get()
        return changed
    }

    static let folderSetting = "rules-folder"

    /// Tells whether two folders are the same, to the byte.
    static func mark(of sources: RuleSources) -> String { Digest(of: sources.json.canonicalBytes).description }

    /// A rule set is never in force before it is published. Where no time is given it is in force as soon as the writer has
    /// it, and who published it finds it so.
    private func publish(_ folder: RulesFolder, by actor: Actor, effective: Instant?) throws {
        if let effective { return try publish(folder, by: actor, at: effective) }
        for lead in [20_000, 200_000, 2_000_000] as [Int64] {
            let time = clock().adding(microseconds: lead)
            do {
                try publish(folder, by: actor, at: time)
                Signal().wait(atMost: .microseconds(max(0, time.microseconds(since: clock()))))
                return
            } catch let refusal as Refusal where refusal.code == .badTime && lead < 2_000_000 {}
        }
    }

    private func publish(_ folder: RulesFolder, by actor: Actor, at effective: Instant) throws {
        let publication = Publication(set: folder.ruleSet, effective: effective, source: folder.sources.files)
        for case .refused(let refusal) in runtime.carryOut([.publish(publication)], by: actor) { throw refusal }
    }

    private func configure(_ folder: RulesFolder, by actor: Actor) throws {
        let now = clock()
        let done = Handover<(any Error)?>()
        runtime.configure(ProgrammeFiles.note(of: folder.sources), by: actor) { current in
            current = ProgrammeFiles.programme(folder, at: now, after: current)
        } reply: { done.give($0) }
        if let error = done.take() { throw error }
    }

    /// Days and money of what is recorded cannot become others.
    private func checkFixed(_ folder: RulesFolder, _ current: Programme) throws {
        let isSame = folder.company.calendar.zone == current.calendar.zone && folder.company.currency == current.company.currency
        guard !isSame, try read({ try !$0.activities(ActivityFilter()).isEmpty }) else { return }
        throw Diagnostics([
            Diagnostic(
                file: "company.yaml", message: "timezone and currency are fixed once an activity is recorded",
                expected: "timezone \(current.calendar.zone.name) and currency \(current.company.currency)")
        ])
    }
}
