import Identity
import Periods

/// Sheets open at the lock of a form's period (programme.md, "Appraisals"): so many members at a time, in order of id. What is under way is
/// kept with each step.
enum SheetOpening: DueOfProgramme {
    static let name = "open-sheets"

    private struct Opening {
        let at: Instant
        let form: AppraisalForm
        let period: Period
    }

    /// The key names form and period; of several that are due at one instant the shorter period comes first, then the order of the file.
    static func next(after last: Instant, under programme: Programme, given facts: some Facts) throws -> (at: Instant, keys: [String])? {
        var first: Opening?
        for form in programme.appraisals {
            let opening = try opening(of: form, programme, facts)
            guard let known = first else { first = opening; continue }
            if opening.at < known.at || opening.at == known.at && opening.period.kind < known.period.kind { first = opening }
        }
        return first.map { ($0.at, ["\($0.form.id)/\($0.period.key)"]) }
    }

    static func happen(to key: String, on draft: Draft) throws {
        let parts = key.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, let form = draft.programme.appraisals.first(where: { $0.id == parts[0] }),
            let period = draft.calendar.period(key: String(parts[1]))
        else { return }
        try draft.open(form, period, limit: DueStep.maximumMembers)
    }

    /// What comes next of a form, or is under way.
    private static func opening(of form: AppraisalForm, _ programme: Programme, _ facts: some Facts) throws -> Opening {
        let calendar = programme.calendar, known = try facts.find(AppraisalRound.self, form.id)
        func lock(of period: Period) -> Instant { calendar.fromBoundary(period.end, programme.company.lockAfter) }
        if let known, known.after != nil {
            let period = calendar.period(form.period, containing: known.end.adding(microseconds: -1))
            if period.end == known.end { return Opening(at: lock(of: period), form: form, period: period) }
        }
        var period = calendar.period(form.period, containing: max(known?.end ?? programme.liveSince, programme.liveSince))
        // A form that came later than a lock has missed that period.
        let since = programme.appraisalsSince[form.id] ?? programme.liveSince
        while lock(of: period) <= since, let next = calendar.next(after: period) { period = next }
        return Opening(at: lock(of: period), form: form, period: period)
    }
}
