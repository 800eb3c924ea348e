import Identity
import JSON

/// A member says that they save for a reward, or no longer. They are told when it can be had, and when it is back in stock.
///
/// Refusals: `not-permitted`, `member-left`, `not-found`, `not-available`, `limit-reached`.
package struct SetWish: Command, Hashable {
    package static let name = "set-wish"
    package static let group: AuditGroup? = nil

    package let reward: String
    package let isWanted: Bool

    package init(_ reward: String, isWanted: Bool = true) {
        self.reward = reward
        self.isWanted = isWanted
    }

    package var subject: String? { reward }
    package func write(to writer: inout JSONWriter) { if !isWanted { writer.member("wanted", false) } }

    package init(from stored: StoredCommand) throws { self.init(try stored.subject, isWanted: !(try stored.fields.has("wanted"))) }

    package func carryOut(on draft: Draft) throws -> Configured<Wishes> { try draft.set(self) }
}

extension Draft {
    fileprivate func set(_ command: SetWish) throws -> Configured<Wishes> {
        guard let id = actor.member else { throw Refusal(.notPermitted) }
        guard try member(id).isThere(at: now) else { throw Refusal(.memberLeft) }
        let known = try overlay.find(Wishes.self, id) ?? Wishes()
        guard let reward = try overlay.reward(command.reward) else { throw Refusal(.notFound) }
        guard (known[command.reward] != nil) != command.isWanted else { return Configured(known, isRepetition: true) }
        var wishes = known
        if command.isWanted {
            guard !reward.isArchived else { throw Refusal(.notAvailable) }
            guard known.all.count < Wishes.most else { throw Refusal(.limitReached, at: nil, "at most \(Wishes.most) wishes") }
            wishes.put(try look(at: reward, for: id, Wishes.Wish(reward: reward.id, since: now)))
        } else {
            wishes.remove(command.reward)
        }
        overlay.changes.wishes[id] = wishes
        return Configured(wishes)
    }
}
