/// Why an expression has no value.
///
/// All but ``budgetExceeded`` and ``host(_:)`` are ordinary errors of the language: `||` and `&&` absorb them where the
/// other side decides (langdef, "Logical Operators").
package enum EvaluationError: Error, Sendable {
    /// `data.x` where `x` is missing, or `m[key]`.
    case noSuchKey(String)
    /// An index beyond a list, or a position beyond a string.
    case indexOutOfRange(Int64)
    /// An operator or function that takes no such arguments, with the types it got.
    case noSuchOverload(String)
    case unknownVariable(String)
    case unknownFunction(String)
    case divisionByZero
    /// Integer, timestamp, duration or decimal arithmetic that leaves its range.
    case overflow
    /// A conversion beyond the range of its target, or a text that does not parse.
    case conversion(String)
    case duplicateKey(String)
    case invalidKey
    case invalidArgument(String)
    case unknownZone(String)
    /// A pattern for `matches` that does not parse or is too large.
    case badPattern(String)
    case optionalIsNone
    /// The step budget of this evaluation is used up; never absorbed.
    case budgetExceeded
    /// What the activation's functions threw (a storage failure); never absorbed.
    case host(any Error)

    /// A stable code: `budget-exceeded`, `host`, or `expression-failed`.
    package var code: String {
        switch self {
        case .budgetExceeded: "budget-exceeded"
        case .host: "host"
        default: "expression-failed"
        }
    }

    /// Whether `||`, `&&`, `all` and `exists` may go on to the other side.
    var isAbsorbable: Bool {
        switch self {
        case .budgetExceeded, .host: false
        default: true
        }
    }
}

extension EvaluationError: CustomStringConvertible {
    /// One English sentence without a full stop.
    package var description: String {
        switch self {
        case .noSuchKey(let key): "no such key: \(key.prefix(64))"
        case .indexOutOfRange(let index): "index out of range: \(index)"
        case .noSuchOverload(let call): "no such overload: \(call)"
        case .unknownVariable(let name): "unknown variable '\(name)'"
        case .unknownFunction(let name): "unknown function '\(name)'"
        case .divisionByZero: "division by zero"
        case .overflow: "the result is out of range"
        case .conversion(let what): what
        case .duplicateKey(let key): "the key \(key.prefix(64)) stands twice in the map"
        case .invalidKey: "a map key is an int, uint, bool or string"
        case .invalidArgument(let what): what
        case .unknownZone(let name): "unknown time zone '\(name)'"
        case .badPattern(let what): "bad pattern: \(what)"
        case .optionalIsNone: "an optional without a value has no value()"
        case .budgetExceeded: "the expression takes more steps than it may"
        case .host(let error): "\(error)"
        }
    }
}
