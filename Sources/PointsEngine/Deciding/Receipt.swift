import Identity

/// What the one who gave a command is told. Each command names its own; those here serve several.
package protocol Receipt: Sendable {
    /// Whether it says again what was done before: then nothing is written for it.
    var isRepetition: Bool { get }
}

extension Receipt {
    package var isRepetition: Bool { false }
}

/// It was carried out, and there is nothing to tell.
package struct CarriedOut: Receipt {
    package init() {}
}

/// Something that is configured, as it stands after the command.
package struct Configured<Value: Sendable>: Receipt {
    package let value: Value
    /// It was so before: the same command again.
    package let isRepetition: Bool

    init(_ value: Value, isRepetition: Bool = false) {
        self.value = value
        self.isRepetition = isRepetition
    }
}

/// A request as it stands after the command.
package struct RequestReceipt: Receipt {
    package enum Step: Sendable {
        /// A new one.
        case asked
        /// It was decided, fulfilled or cancelled.
        case decided
        /// The same was asked for before.
        case repeated
    }

    package let request: Request
    package let step: Step
    /// What the member has afterwards; of redemptions.
    package let available: Points?

    init(_ request: Request, _ step: Step, available: Points? = nil) {
        self.request = request
        self.step = step
        self.available = available
    }

    package var isRepetition: Bool { step == .repeated }
}
