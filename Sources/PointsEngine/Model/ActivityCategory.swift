/// What a type of activity is about, by its first word: how feeds name it and how pages group rules.
///
/// ```swift
/// ActivityCategory(type: "sale.won")         // .sale
/// ActivityCategory(type: "payment.received") // .sale
/// ActivityCategory(type: "survey.answered")  // .other
/// ```
package enum ActivityCategory: String, CaseIterable, Sendable {
    case sale, customer, training, visit, other

    package init(type: some StringProtocol) {
        self =
            switch type.prefix(while: { $0 != "." }) {
            case "sale", "deal", "order", "payment": .sale
            case "customer": .customer
            case "training": .training
            case "visit": .visit
            default: .other
            }
    }
}
