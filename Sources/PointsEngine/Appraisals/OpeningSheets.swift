import Expressions
import Identity
import JSON
import Periods
import RuleEngine

/// Sheets open at the lock of their period, with the numbers of that moment (programme.md, "Appraisals").
extension Draft {
    /// Opens the sheets of a form for the next of those who were there, in order of id. O(members).
    func open(_ form: AppraisalForm, _ period: Period, limit: Int) throws {
        let round = try overlay.find(AppraisalRound.self, form.id).flatMap { $0.end == period.end ? $0 : nil }
        let meant = try overlay.everyone().filter { member in
            (round?.after.map { $0 < member.id } ?? true) && member.isAppraised(for: period, lockedAt: now)
        }
        let members = meant.sorted { $0.id < $1.id }.prefix(limit)
        for member in members { try open(form, period, for: member) }
        let isLast = members.count == meant.count
        overlay.changes.appraisalRounds[form.id] = AppraisalRound(form: form.id, end: period.end, after: isLast ? nil : members.last?.id)
    }

    private func open(_ form: AppraisalForm, _ period: Period, for member: Member) throws {
        let id = member.id, sheet = SheetID(form: form.id, period: period.key, member: id)
        guard try overlay.find(Sheet.self, sheet) == nil else { return }
        let subject = AppraisalEnvironment.member(member, tier: try overlay.tierStanding(id)?.tier, at: now)
        guard try form.isFor(subject) else { return }
        let measuring = measuring(id, in: period)
        let items = try form.items.map { item in
            let kind: SheetItem.Kind
            switch item.kind {
            case .measured(let measure, let full, let most):
                let outcome = try measuring.outcome(of: measure, for: subject)
                kind = .measured(SheetItem.Measured(expression: measure.source, full: full, most: most, outcome: outcome))
            case .rated(let scale, let by): kind = .rated(scale: scale, by: by, rating: nil)
            }
            return SheetItem(id: item.id, title: item.title, weight: item.weight, kind: kind)
        }
        let team = member.team(at: period.end.adding(microseconds: -1))
        overlay.changes.sheets[sheet] = Sheet(id: sheet, terms: Sheet.Terms(form, team: team), opened: now, items: items, number: number)
    }

    private func measuring(_ member: MemberID, in period: Period) -> Measuring {
        Measuring(member, in: period, under: programme.book.set(at: period.end.adding(microseconds: -1)), calendar, overlay)
    }

    /// A sheet of the year that measures the scores of this one takes it in, as long as the director has not confirmed it.
    func noteClosed(_ closed: Sheet) throws {
        guard let part = calendar.period(key: closed.id.period) else { return }
        let year = calendar.period(.year, containing: part.days.start)
        for form in programme.appraisals where form.period == .year {
            guard var sheet = try overlay.find(Sheet.self, SheetID(form: form.id, period: year.key, member: closed.member)), sheet.mayStillMove else { continue }
            let before = sheet
            for index in sheet.items.indices { try remeasure(&sheet.items[index], of: sheet, closed.id.form, in: year) }
            guard sheet.items != before.items else { continue }
            sheet.revision += 1
            sheet.number = number
            overlay.changes.sheets[sheet.id] = sheet
        }
    }

    private func remeasure(_ item: inout SheetItem, of sheet: Sheet, _ form: String, in year: Period) throws {
        guard case .measured(var measured) = item.kind, measured.outcome.reads.contains(where: { $0.function == AppraisalEnvironment.appraisal && $0.name == form }),
            let measure = programme.measures[measured.expression], let member = try overlay.member(sheet.member)
        else { return }
        let subject = AppraisalEnvironment.member(member, tier: try overlay.tierStanding(member.id)?.tier, at: sheet.opened)
        measured.outcome = try measuring(member.id, in: year).outcome(of: measure, for: subject, keeping: measured.outcome.reads)
        item.kind = .measured(measured)
    }
}

extension Sheet {
    /// Whether the scores of other sheets may still come in.
    fileprivate var mayStillMove: Bool {
        switch state {
        case .open, .own, .assessed, .objected: true
        case .confirmed, .signed, .completed: false
        }
    }
}

extension AppraisalForm {
    /// Who cannot be asked is not meant.
    fileprivate func isFor(_ member: CELValue) throws -> Bool {
        guard let who else { return true }
        var activation = Activation(AppraisalEnvironment.who)
        activation["member"] = member
        do {
            return try who.test(activation)
        } catch .host(let underlying) {
            throw underlying
        } catch {
            return false
        }
    }
}

extension Member {
    /// Who joined before the end of the period, and had not left when it was locked: who leaves at that instant comes too late.
    fileprivate func isAppraised(for period: Period, lockedAt lock: Instant) -> Bool {
        joined < period.end && isThere(at: lock.adding(microseconds: -1))
    }
}
