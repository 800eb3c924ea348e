/// What the command line, logs and reports say of a refusal: a code alone tells nobody anything.
extension Refusal: CustomStringConvertible {
    package var description: String { words }

    /// `data.amount: a quantity is no number`; without a full stop.
    package var words: String {
        let reason = detail ?? code.words
        return field.map { "\($0): \(reason)" } ?? reason
    }

    /// The field at fault as people write it: `data.amount` for `/data/amount`. Nil where none is.
    package var field: String? { pointer.flatMap(Self.field) }

    package static func field(ofPointer pointer: String) -> String? {
        let parts = pointer.split(separator: "/").map { $0.replacing("~1", with: "/").replacing("~0", with: "~") }
        return parts.isEmpty ? nil : parts.joined(separator: ".")
    }
}

extension Code {
    /// What it means, as a clause.
    package var words: String {
        switch self {
        case .malformed: "it is not as it should be"
        case .tooLarge: "it is too much at once"
        case .unknownType: "no rule and no metric knows this type"
        case .unknownMember: "there is no such member"
        case .unknownTeam: "there is no such team"
        case .inTheFuture: "it lies in the future"
        case .badTime: "the time does not fit"
        case .badQuantity: "a quantity is no number"
        case .negativeQuantity: "a quantity is below zero"
        case .currencyMismatch: "different currencies cannot be summed"
        case .sharesDoNotSum: "the shares do not sum to exactly 1"
        case .unknownActivity: "the earlier activity is not known"
        case .alreadyReversed: "the earlier activity was reversed already"
        case .alreadyReplaced: "the earlier activity was corrected already"
        case .conflict: "it is recorded already, with other content"
        case .expressionFailed: "a rule cannot be evaluated for it"
        case .budgetExceeded: "a rule takes too many steps for it"
        case .overflow: "the number is too large"
        default: wordsOfRequests
        }
    }

    private var wordsOfRequests: String {
        switch self {
        case .insufficientPoints: "there are not enough points"
        case .outOfStock: "nothing of it is left"
        case .tierTooLow: "the reward asks for a higher tier"
        case .limitReached: "the limit is reached"
        case .notAvailable: "it cannot be had now"
        case .notRunning: "only a campaign that runs is ended or extended"
        case .notCancellable: "it can no longer be cancelled"
        case .alreadyDecided: "it was decided already"
        case .notPermitted: "who asks may not do this"
        case .memberLeft: "the member had left by then"
        case .notFound: "there is no such thing"
        case .stale: "somebody else changed it first"
        case .readOnly: "nothing can be written at the moment"
        case .unavailable: "the data cannot be read at the moment"
        case .overloaded: "too much is under way at the moment"
        case .clockDoubted: "the server's clock has jumped ahead and is not believed"
        case .invalidRules: "the rules do not hold"
        default: "it is refused (\(rawValue))"
        }
    }
}
