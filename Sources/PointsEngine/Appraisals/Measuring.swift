import Expressions
import Identity
import JSON
import Periods
import RuleEngine

/// Computes what a measure says of a member in a period, and keeps what it asked for.
///
/// An object, because the answers that an expression asks for come one by one.
final class Measuring {
    private let member: MemberID
    private let period: Period
    private let set: RuleSet
    private let calendar: CompanyCalendar
    private let facts: DraftOverlay
    private var reads: [SheetItem.Read] = []

    init(_ member: MemberID, in period: Period, under set: RuleSet, _ calendar: CompanyCalendar, _ facts: DraftOverlay) {
        self.member = member
        self.period = period
        self.set = set
        self.calendar = calendar
        self.facts = facts
    }

    /// - Parameter frozen: what was answered before stays so; only the scores of a year are asked for anew.
    func outcome(of measure: Expression, for subject: CELValue, keeping frozen: [SheetItem.Read] = []) throws -> SheetItem.Outcome {
        reads = []
        var activation = Activation(AppraisalEnvironment.measure) { [self] in try answer($0, $1, frozen) }
        activation["member"] = subject
        do {
            let value = try measure.evaluate(activation)
            guard let number = value.decimal else { return SheetItem.Outcome(value: nil, fault: "it gives no number", reads: reads) }
            return SheetItem.Outcome(value: number, reads: reads)
        } catch .host(let underlying) {
            guard underlying is DecimalError else { throw underlying }
            return SheetItem.Outcome(value: nil, fault: "a number leaves its range", reads: reads)
        } catch {
            return SheetItem.Outcome(value: nil, fault: "\(error)", reads: reads)
        }
    }

    private func answer(_ function: String, _ arguments: [CELValue], _ frozen: [SheetItem.Read]) throws -> CELValue {
        guard case .string(let name)? = arguments.first else { throw EvaluationError.invalidArgument("a name") }
        let read: SheetItem.Read
        if function == AppraisalEnvironment.appraisal {
            read = try mean(of: name)
        } else {
            guard case .string(let word)? = arguments.last, let kind = PeriodKind(rawValue: word) else { throw EvaluationError.invalidArgument("a period") }
            let asked = calendar.period(kind, containing: period.end.adding(microseconds: -1))
            read = try frozen.first { $0.function == function && $0.name == name && $0.period == asked.key } ?? self.read(function, name, asked)
        }
        if !reads.contains(read) { reads.append(read) }
        return .decimal(read.value)
    }

    private func read(_ function: String, _ name: String, _ asked: Period) throws -> SheetItem.Read {
        let metric = try function == "target" ? nil : facts.value(of: name, .member(member), over: asked.days, set)
        let target = try function == "metric" ? nil : facts.target(TargetKey(owner: .member(member), metric: name, period: asked.key))?.value
        switch (function, metric, target) {
        case ("metric", let metric?, _): return SheetItem.Read(function, name, period: asked.key, value: metric)
        case ("attainment", let metric?, let target?) where !target.isZero:
            var read = SheetItem.Read(function, name, period: asked.key, value: try metric.dividing(by: target))
            (read.metric, read.target) = (metric, target)
            return read
        case ("attainment", let metric, _):
            // Without a target nothing is attained.
            var read = SheetItem.Read(function, name, period: asked.key, value: .zero)
            read.metric = metric
            return read
        default: return SheetItem.Read(function, name, period: asked.key, value: target ?? .zero)
        }
    }

    /// Of the sheets of a form that are closed, in the periods of this one; 0 where none is.
    private func mean(of form: String) throws -> SheetItem.Read {
        var sheets: [SheetItem.Scored] = []
        for kind in [PeriodKind.month, .quarter] {
            for part in calendar.periods(kind, in: period) {
                guard let sheet = try facts.find(Sheet.self, SheetID(form: form, period: part.key, member: member)) else { continue }
                sheets.append(SheetItem.Scored(period: part.key, score: sheet.state.isClosed ? sheet.score : nil))
            }
        }
        let scores = sheets.compactMap(\.score)
        let mean = scores.isEmpty ? Decimal.zero : try Decimal.sum(scores).dividing(by: Decimal(Int64(scores.count)))
        var read = SheetItem.Read(AppraisalEnvironment.appraisal, form, period: period.key, value: mean)
        read.sheets = sheets
        return read
    }
}

extension CELValue {
    /// The value as an exact decimal; a double counts as the shortest decimal that reads as it.
    fileprivate var decimal: Decimal? {
        switch self {
        case .decimal(let value): value
        case .int(let value): Decimal(value)
        case .uint(let value): Decimal(value)
        case .double(let value): Decimal(value)
        default: nil
        }
    }
}
