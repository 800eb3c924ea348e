import Identity

// People, teams and what managers configure: each an object under its id.

extension Member: KeptObject {
    package typealias Key = MemberID

    package static var place: WritableKeyPath<Tables, Table<Member>> & Sendable { \.members }
    package static let schema = TableSchema("member", key: [.text("id")], [.text("body")])
}

extension Team: KeptObject {
    package typealias Key = TeamID

    package static var place: WritableKeyPath<Tables, Table<Team>> & Sendable { \.teams }
    package static let schema = TableSchema("team", key: [.text("id")], [.text("body")])
}

extension Tier: KeptObject {
    package typealias Key = String

    package static var place: WritableKeyPath<Tables, Table<Tier>> & Sendable { \.tiers }
    package static let schema = TableSchema("tier", key: [.text("id")], [.text("body")])
}

extension Reward: KeptObject {
    package typealias Key = String

    package static var place: WritableKeyPath<Tables, Table<Reward>> & Sendable { \.rewards }
    package static let schema = TableSchema("reward", key: [.text("id")], [.text("body")])
}

extension TierStanding: KeptObject {
    package typealias Key = MemberID

    package static var place: WritableKeyPath<Tables, Table<TierStanding>> & Sendable { \.tierStandings }
    package static let schema = TableSchema("standing", key: [.text("member")], [.text("body")])
}

extension Webhook: KeptObject {
    package typealias Key = String

    package static let place: WritableKeyPath<Tables, Table<Webhook>> & Sendable = \.webhooks
    package static let schema = TableSchema("webhook", key: [.text("id")], [.text("body")])
}

extension RuleDraft: KeptObject {
    package typealias Key = String

    package static var place: WritableKeyPath<Tables, Table<RuleDraft>> & Sendable { \.ruleDrafts }
    package static let residence = Residence.disk(cached: 20, absence: false)
    package static let schema = TableSchema("rule_draft", key: [.text("id")], [.text("body")])
}
