import Files
import Identity
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store
import Synchronization

/// A database with its writer, and the rules folder that goes with it.
///
/// The first start puts the folder in force and fills the empty database with its tiers and rewards. Later the database knows
/// what is in force; `reload` compares it with the folder.
package final class Installation: Sendable {
    package let runtime: Runtime
    package let zones: ZoneDatabase
    let clock: @Sendable () -> Instant
    /// The files of the last note of what is configured.
    let configured: Mutex<RuleSources>

    /// What stands in the way of opening.
    package enum Failure: Error, Sendable, CustomStringConvertible {
        case noRules

        package var description: String {
            switch self {
            case .noRules: "the database is new, and there is no rules folder to begin with: give one with --rules"
            }
        }
    }

    /// Opens the database, or creates it.
    ///
    /// - Parameter first: what a new database begins with; asked for only then.
    /// - Throws: what `first` throws, `FileLock.Held` where another process writes, `StoreError`, `SQLiteError`.
    package init(
        database path: String, zones: ZoneDatabase, clock: @escaping @Sendable () -> Instant, first: @escaping @Sendable () throws -> RulesFolder
    ) throws {
        let latest = Handover<RuleSources>()
        runtime = try Runtime(Runtime.Configuration(path: path, clock: clock)) { database in
            let reader = ProgrammeFiles.reader(zones) { latest.give($0) }
            if let known = try database.programme(reader) { return known }
            let folder = try first(), now = clock()
            try database.record(ProgrammeFiles.note(of: folder.sources), by: .administrator, at: now)
            latest.give(folder.sources)
            return ProgrammeFiles.programme(folder, at: now, after: nil)
        }
        self.zones = zones
        self.clock = clock
        configured = Mutex(latest.take())
        try fill()
    }

    /// Tiers and rewards of the folder, where nothing was ever done but putting it in force.
    private func fill() throws {
        guard runtime.head.lastCommand == 1 else { return }
        let folder = try RulesFolder(configured.withLock { $0 }, zones: zones)
        let commands = folder.tiers.map { Command.putTier(PutTier(tier: $0, revision: nil)) }
            + folder.rewards.map { Command.putReward(PutReward(reward: $0, revision: nil)) }
        for case .refused(let refusal) in runtime.carryOut(commands, by: .administrator) { throw refusal }
    }

    /// What is in force.
    package var programme: Programme {
        let programme = Handover<Programme>()
        runtime.inspect { _, current in programme.give(current) }
        return programme.take()
    }

    package func stop() { runtime.stop() }
}
