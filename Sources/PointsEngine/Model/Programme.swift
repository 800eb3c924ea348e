import Boards
import Identity
import Periods
import RuleEngine

/// Everything that is configured and not kept as a fact: the company, its rules and its boards.
package struct Programme: Sendable {
    package var company: Company
    package var book: RuleBook
    package var boards: [BoardDefinition]
    /// The first instant of the day from which boards are live.
    package let liveSince: Instant

    package init(company: Company, book: RuleBook, boards: [BoardDefinition], liveSince: Instant) {
        self.company = company
        self.book = book
        self.boards = boards
        self.liveSince = liveSince
    }

    package var calendar: CompanyCalendar { company.calendar }
}
