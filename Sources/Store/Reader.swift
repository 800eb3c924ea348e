import PointsEngine
import SQLite

/// Reads of committed data, for a thread other than the writer's. Open it after the `Database`, let go of it before.
package final class Reader: TallySource {
    package let connection: Connection
    let interned: Interned

    package init(_ path: String, vfs: String? = nil) throws {
        connection = try Connection(path, as: .reader, vfs: vfs)
        interned = Interned(connection)
    }

    package var accounts: UserAccounts { UserAccounts(connection: connection) }
    package var sessions: Sessions { Sessions(connection: connection) }
    package var invitations: Invitations { Invitations(connection: connection) }
    package var tokens: APITokens { APITokens(connection: connection) }
    package var screens: Screens { Screens(connection: connection) }
    package var deliveries: Deliveries { Deliveries(connection: connection) }
    package var hooks: StoredHooks { StoredHooks(connection: connection) }
    package var hookReceipts: HookReceipts { HookReceipts(connection: connection) }
    package var importMaps: ImportMaps { ImportMaps(connection: connection) }
    package var letterBoxes: LetterBoxes { LetterBoxes(connection: connection) }
    package var deliveryTargets: DeliveryTargets { DeliveryTargets(connection: connection) }
    package var foreignIdentities: ForeignIdentities { ForeignIdentities(connection: connection) }
    package var secondFactors: SecondFactors { SecondFactors(connection: connection) }
    package var provisioned: Provisioned { Provisioned(connection: connection) }
    package var settings: Settings { Settings(connection: connection) }

    /// How long one read may keep its snapshot: longer ones keep the log from being used again.
    package static let longestSnapshot = Duration.seconds(5)

    /// Runs `body` on one snapshot, interrupted after `longestSnapshot`.
    package func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
        try connection.limitReads(to: Self.longestSnapshot) { try connection.snapshot(body) }
    }
}
