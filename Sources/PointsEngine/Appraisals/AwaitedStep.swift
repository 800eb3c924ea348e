import Identity
import Periods

/// The step that a sheet waits for, at a moment.
package struct AwaitedStep: Hashable, Sendable {
    package let stage: AppraisalStage
    /// When its time is over for those whose turn it is now, and whoever is next above takes it over.
    package let due: Instant
    /// How often it was taken over.
    package let takeovers: Int
    /// A step was not taken within its time.
    package let isOverdue: Bool
}

extension Sheet {
    /// The step it waits for; nil: it is closed. A comment of their own that a member did not give in time, or can no longer give, is passed
    /// over: the turn is the next one's.
    package func awaited(at now: Instant, isThere: Bool, left: Instant?, _ calendar: CompanyCalendar) -> AwaitedStep? {
        guard var stage else { return nil }
        // The opening is the lock, which is a boundary; a step happens on a day.
        var start = steps.last.map { DurationStart.happened($0.at) } ?? .boundary(opened)
        var isOverdue = false
        if stage == .own {
            let end = calendar.end(of: terms.due, from: start)
            if end <= now {
                (stage, start, isOverdue) = (self.stage(after: .own), .boundary(end), true)
            } else if !isThere, let left {
                (stage, start) = (self.stage(after: .own), .happened(max(left, opened)))
            }
        }
        var due = calendar.end(of: terms.due, from: start), takeovers = 0
        while due <= now, takeovers < Self.mostTakeovers {
            takeovers += 1
            due = calendar.fromBoundary(due, terms.due)
        }
        return AwaitedStep(stage: stage, due: due, takeovers: takeovers, isOverdue: isOverdue || takeovers > 0)
    }

    package func awaited(at now: Instant, of member: Member?, _ calendar: CompanyCalendar) -> AwaitedStep? {
        awaited(at: now, isThere: member?.isThere(at: now) ?? false, left: member?.left, calendar)
    }

    /// More than there are rungs.
    private static var mostTakeovers: Int { Team.maximumDepth + 8 }
}
