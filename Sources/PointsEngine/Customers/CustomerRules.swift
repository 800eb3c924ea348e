import Expressions
import Identity
import Periods
import RuleEngine

/// `customers.yaml`: who is a customer, whose, and of which class.
package struct CustomerRules: Sendable {
    package enum Ownership: String, CaseIterable, Sendable {
        /// Whoever sold to them or visited them last.
        case last
        /// Only by hand, by an import, or by a program.
        case assigned
    }

    package struct Class: Sendable {
        package let id: String
        package let title: LocalizedText?
        /// Nil: whoever is of no class before it.
        package let when: Expression?
        /// Nil: nobody has to visit them.
        package let visitEvery: CalendarDuration?

        package init(id: String, title: LocalizedText? = nil, when: Expression? = nil, visitEvery: CalendarDuration? = nil) {
            self.id = id
            self.title = title
            self.when = when
            self.visitEvery = visitEvery
        }
    }

    /// Where in `data` activities name their customer.
    package var path = ["customer"]
    package var ownership = Ownership.last
    package var volume: CustomerSum?
    package var orders: CustomerSum?
    /// The first that holds is a customer's.
    package var classes: [Class] = []
    /// The type of activities that are visits.
    package var visit: String?
    package var review = PeriodKind.quarter
    /// Nil: nobody is ever lost.
    package var lostAfter: CalendarDuration?

    package init() {}

    package func classNamed(_ id: String?) -> Class? { id.flatMap { id in classes.first { $0.id == id } } }

    /// The customer that an activity names; nil: none. Numbers are names too, as some programs write them.
    package func named(by activity: Activity) -> CustomerID? {
        guard let value = activity.data.value(at: path(of: activity)) else { return nil }
        let text = value.string ?? value.int64.map(String.init) ?? ""
        return CustomerID(text).isName ? CustomerID(text) : nil
    }

    /// What Laurel itself notices of a customer says so in one place, wherever others do.
    func path(of activity: Activity) -> [String] { activity.key.source.text == Activity.ownSource ? ["customer"] : path }
}

extension CustomerID {
    /// 1 to 128 bytes in one line: what addresses and keys can be made of.
    package var isName: Bool {
        1...128 ~= text.utf8.count && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0.value != 0x2028 && $0.value != 0x2029 }
            && text != "." && text != ".." && text.first != " " && text.last != " "
    }
}
