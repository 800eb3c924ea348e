import Boards
import Identity
import Periods
import RuleEngine

/// Everything that is configured and not kept as a fact: the company, its rules and its boards.
package struct Programme: Sendable {
    package var company: Company
    package var book: RuleBook
    package var boards: [BoardDefinition]
    /// The company's collation.
    package var isNameBefore: @Sendable (String, String) -> Bool = { $0 < $1 }
    /// The first instant of the day from which boards are live.
    package private(set) var liveSince: Instant
    /// What comes in force when its metrics have been filled.
    package private(set) var announced: Publication?

    package init(company: Company, book: RuleBook, boards: [BoardDefinition], liveSince: Instant) {
        self.company = company
        self.book = book
        self.boards = boards
        self.liveSince = liveSince
    }

    package var calendar: CompanyCalendar { company.calendar }
}

extension Programme {
    /// Lets the new metrics of a publication count what is recorded from now on.
    package mutating func announce(_ publication: Publication, number: Int64) {
        announced = publication
        book.announce(publication.set, number: number)
    }

    package mutating func publish(_ publication: Publication, number: Int64, at now: Instant) {
        announced = nil
        book.publish(publication.set, effective: publication.effective ?? now, number: number)
        if let configuration = publication.configuration { configure(configuration.company, configuration.boards) }
    }

    /// Puts another company and other boards in force.
    package mutating func configure(_ company: Company, _ boards: [BoardDefinition]) {
        self.company = company
        self.boards = boards
        book.companyLimits = company.limits
        liveSince = company.liveSince.map(company.calendar.zone.firstInstant) ?? liveSince
    }
}
