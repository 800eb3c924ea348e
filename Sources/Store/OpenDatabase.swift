import SQLite

/// A database as one connection sees it, the writer's or a reader's, by what stands beside the facts: each of these knows its own rows.
package protocol OpenDatabase {
    var connection: Connection { get }
}

extension OpenDatabase {
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
}
