import Identity
import JSON
import Ledger
import Periods

/// Decides a command: what comes of it, and what it changes. Pure: the answer depends on the arguments alone, and
/// nothing is changed here.
///
/// - Parameters:
///   - now: the instant at which it is decided; due work of every earlier instant, and of this one, has been decided.
/// - Throws: only where the storage fails, or a number that the engine itself keeps leaves its range.
package func decide(
    _ command: Command, by actor: Actor, at now: Instant, under programme: Programme, given facts: any Facts
) throws -> Outcome {
    do {
        let draft = try Draft(on: facts, programme: programme, actor: actor, now: now, expiresNow: command.expiresFirst)
        let receipt = try draft.carryOut(command)
        if case .due = command {} else { try draft.raiseTiers() }
        return receipt.isRepetition ? .done(receipt, Changes()) : .done(receipt, try draft.finish())
    } catch let refusal as Refusal {
        return .refused(refusal)
    } catch is PointsOverflow {
        return .refused(Refusal(.overflow))
    } catch is DecimalError {
        return .refused(Refusal(.overflow))
    }
}

extension Draft {
    func carryOut(_ command: Command) throws -> Receipt {
        switch command {
        case .record(let activity): try record(activity)
        case .redeem(let redeem): try self.redeem(redeem)
        case .decide(let decision): try decideRequest(decision)
        case .fulfil(let id, let comment): try fulfil(id, comment)
        case .cancel(let id, let comment): try cancel(id, comment)
        case .adjust(let adjustment): try adjust(adjustment)
        case .putMember(let member): try put(member)
        case .changeMember(let change): try self.change(change)
        case .putTeam(let team): try put(team)
        case .putTier(let tier): try put(tier)
        case .deleteTier(let tier): try delete(tier)
        case .putReward(let reward): try put(reward)
        case .archiveReward(let reward): try archive(reward)
        case .setTarget(let target): try set(target)
        case .propose(let proposal): try propose(proposal)
        case .publish(let publication): try publish(publication)
        case .announce(let publication): try announce(publication)
        case .count(let through): try count(through: through)
        case .due(let step): try work(step)
        }
    }
}

extension Command {
    /// Whether what lapses at the instant of the command has lapsed before it: always, but in the phases of due work that
    /// come first.
    fileprivate var expiresFirst: Bool {
        guard case .due(let step) = self else { return true }
        return switch step.work {
        case .expire, .warn: true
        case .mature, .lock, .review: false
        }
    }
}
