import Files
import Identity
import Periods
import PointsEngine
import Runtime
import Store

extension Installation {
    /// Puts a folder on disk in force where it is another one than the last that was: what was published elsewhere meanwhile,
    /// on a page, is not undone by a start. All of it, or nothing; what takes something away waits until somebody publishes it.
    ///
    /// - Returns: what changed, as words for a log; empty: nothing did.
    /// - Throws: `WithheldChange`, `Refusal`, or what the disk says.
    package func reloadChanged(_ folder: RulesFolder, by actor: Actor, isCancelled: @escaping @Sendable () -> Bool = { false }) throws -> [String] {
        let mark = Self.mark(of: folder.sources)
        guard try runtime.reading({ try $0.settings.value(Self.folderSetting) }) != mark else { return [] }
        try withhold(folder)
        let outcome = try Publishing(runtime, zones: zones, isCancelled: isCancelled).publish(folder, by: actor, at: clock())
        // A crash before this compares again, and finds nothing to do.
        try runtime.writing(nil, by: actor) { try $0.settings.set(Self.folderSetting, mark) }
        return outcome.changed
    }

    /// - Throws: `WithheldChange` where the folder lacks something that is in force.
    private func withhold(_ folder: RulesFolder) throws {
        let known = try filesInForce()
        let removed = folder.losses(against: try RulesFolder(known, zones: zones)), cut = folder.sources.cutShort(of: known)
        guard removed.isEmpty, cut.isEmpty else { throw WithheldChange(removed: removed, cutShort: cut) }
    }

    /// Goes on with what a stop or a crash has interrupted: a publication whose metrics are being filled, activities that are
    /// being judged again.
    ///
    /// - Returns: what was finished, as words for a log.
    package func finishInterrupted(isCancelled: @escaping @Sendable () -> Bool = { false }) throws -> [String] {
        var finished: [String] = []
        if let version = try Publishing(runtime, zones: zones, isCancelled: isCancelled).finish(at: clock()) {
            finished.append("rules \(version.prefix(8)) are in force")
        }
        if let run = try Rejudging(runtime, clock: clock, isCancelled: isCancelled).finish() {
            finished.append("judged again: \(run.counts.corrected) corrected")
        }
        return finished
    }

    static let folderSetting = "rules-folder"

    /// Tells whether two folders are the same, to the byte.
    static func mark(of sources: RuleSources) -> String { Digest(of: sources.json.canonicalBytes).description }
}
