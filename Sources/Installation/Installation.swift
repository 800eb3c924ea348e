import Files
import Identity
import Periods
import PointsEngine
import Runtime
import Store

/// A database with its writer, and the rules folder that goes with it.
///
/// The first start puts the folder in force and fills the empty database with its tiers and rewards. Later the database knows
/// what is in force; `reloadChanged` compares it with the folder.
package final class Installation: Sendable {
    package let runtime: Runtime
    package let zones: ZoneDatabase
    /// The time as far as it is believed.
    package let clock: @Sendable () -> Instant

    /// Opens the database, or creates it.
    ///
    /// - Parameter first: what a new database begins with; asked for only then.
    /// - Throws: what `first` throws, `FileLock.Held` where another process writes, `StoreError`, `SQLiteError`.
    package convenience init(
        database path: String, zones: ZoneDatabase, clock: @escaping @Sendable () -> Instant, first: @escaping @Sendable () throws -> RulesFolder
    ) throws {
        try self.init(Runtime.Configuration(path: path, clock: clock), zones: zones, first: first)
    }

    /// The same, with more said of how it runs.
    package init(_ configuration: Runtime.Configuration, zones: ZoneDatabase, first: @escaping @Sendable () throws -> RulesFolder) throws {
        let clock = configuration.clock
        runtime = try Runtime(configuration) { database in
            if let known = try database.programme(ProgrammeFiles.reader(zones)) { return known }
            let folder = try first(), now = clock()
            try database.commit([], BatchChanges()) { try database.settings.set(Self.fillingSetting, "true") }
            try database.record(ProgrammeFiles.note(of: folder.sources), by: .administrator, at: now)
            try database.commit([], BatchChanges()) { try database.settings.set(Self.folderSetting, Self.mark(of: folder.sources)) }
            return ProgrammeFiles.programme(folder, at: now, after: nil)
        }
        self.zones = zones
        self.clock = clock
        try fill()
    }

    /// Tiers and rewards of the folder, once; what a crash has cut off is done again, and what is there already stays as it is.
    /// Of nodes that share a log the one that leads does it.
    package func fill() throws {
        guard runtime.leads else { return }
        guard try runtime.reading({ try $0.settings.value(Self.fillingSetting) }) != nil else { return }
        let folder = try RulesFolder(filesInForce(), zones: zones)
        let commands: [any Command] = folder.tiers.map { PutTier(tier: $0, revision: nil) }
            + folder.rewards.map { PutReward(reward: $0, revision: nil) }
        for start in stride(from: 0, to: commands.count, by: Submission.maximumCommands) {
            try runtime.carryingOut(Array(commands[start..<min(commands.count, start + Submission.maximumCommands)]), by: .administrator)
        }
        try runtime.writing(nil, by: .administrator) { try $0.settings.set(Self.fillingSetting, nil) }
    }

    private static let fillingSetting = "filling"

    /// What is in force.
    package var programme: Programme { get throws { try runtime.programme } }

    /// The texts of the rules folder as they were last put in force.
    package func filesInForce() throws -> RuleSources {
        RuleSources(files: try runtime.reading { try $0.ruleFiles() })
    }

    package func stop() { runtime.stop() }
}
