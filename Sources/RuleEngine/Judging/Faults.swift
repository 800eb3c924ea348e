import Identity
import JSON

/// The faults that the expressions of one activity have; the first in the order of `points.md` is answered.
struct Faults {
    private var first: Refusal?

    /// The value, or nil where there was a refusal, which is kept.
    mutating func collecting<Value>(_ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch let refusal as Refusal {
            if first.map({ Self.order(refusal.code) < Self.order($0.code) }) ?? true { first = refusal }
            return nil
        }
    }

    func throwFirst() throws {
        if let first { throw first }
    }

    private static func order(_ code: Code) -> Int {
        switch code {
        case .badQuantity, .negativeQuantity, .currencyMismatch: 0
        case .expressionFailed, .budgetExceeded: 1
        default: 2
        }
    }
}

/// Numbers that leave their range are an expected refusal, `overflow`.
func faultAsRefusal<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch is DecimalError {
        throw Refusal(.overflow)
    }
}

/// Who runs out of steps is named: it is the rule set that has to change, and not the activity.
func naming<Value>(_ what: @autoclosure () -> String, _ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let refusal as Refusal where refusal.code == .budgetExceeded {
        throw Refusal(.budgetExceeded, at: refusal.pointer, "\(what()): the expressions about this activity take more steps than they may")
    }
}

/// Whole points within the bound of an entry.
func points(_ value: Decimal) throws -> Points {
    guard let points = value.int64, abs(value) <= Decimal(Points.bound) else { throw Refusal(.overflow) }
    return points
}

private func abs(_ value: Decimal) -> Decimal { value.magnitude }
