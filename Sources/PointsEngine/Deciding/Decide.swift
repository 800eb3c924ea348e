import Identity
import JSON
import Ledger
import Periods

/// Decides a command: what comes of it, and what it changes. Pure: the answer depends on the arguments alone, and
/// nothing is changed here.
///
/// - Parameters:
///   - now: the instant at which it is decided; due work of every earlier instant, and of this one, has been decided.
///   - cause: where Laurel itself brings it.
/// - Throws: only where the storage fails, or a number that the engine itself keeps leaves its range.
package func decide(
    _ command: any Command, by actor: Actor, at now: Instant, under programme: Programme, given facts: any Facts, because cause: Cause? = nil
) throws -> Outcome {
    do {
        let drafting = command.drafting
        let draft = try Draft(on: facts, programme: programme, actor: actor, now: now, expiresNow: drafting.expiresFirst, because: cause)
        let receipt: any Receipt = try command.carryOut(on: draft)
        if !programme.campaigns.isEmpty { try draft.noteGoals() }
        if drafting.raisesTiers { try draft.raiseTiers() }
        if receipt.isRepetition { return .done(receipt, Changes()) }
        try draft.writeNotices(of: command, receipt)
        var changes = try draft.finish()
        let deliveries = try draft.deliveries(of: command, receipt, changes)
        if !deliveries.isEmpty { changes.deliveries = deliveries }
        return .done(receipt, changes)
    } catch let refusal as Refusal {
        return .refused(refusal)
    } catch is PointsOverflow {
        return .refused(Refusal(.overflow))
    } catch is DecimalError {
        return .refused(Refusal(.overflow))
    }
}
