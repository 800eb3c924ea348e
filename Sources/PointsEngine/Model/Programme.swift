import Boards
import Expressions
import Identity
import Periods
import RuleEngine
import Structures

/// Everything that is configured and not kept as a fact: the company, its rules and its boards.
package struct Programme: Sendable {
    @Boxed package var company: Company
    @Boxed package var book: RuleBook
    /// Those of campaigns stand behind the others.
    package var boards: [BoardDefinition]
    package var campaigns: [Campaign] = []
    package var badges: BadgeList
    /// By which members are appraised, in the order of the file.
    package private(set) var appraisals: [AppraisalForm] = []
    /// From when each form is known: it opens no sheets for what was locked before.
    package private(set) var appraisalsSince: [String: Instant] = [:]
    /// The measures of all forms that there ever were, by their sources: sheets are older than the forms of today.
    package private(set) var measures: [String: Expression] = [:]
    /// Nil: there are no customers.
    @Boxed package var customers: CustomerRules? = nil
    /// The company's collation.
    package var isNameBefore: @Sendable (String, String) -> Bool = { $0 < $1 }
    /// The first instant of the day from which boards are live.
    package private(set) var liveSince: Instant
    /// What comes in force when its metrics have been filled.
    @Boxed package private(set) var announced: Publication? = nil
    /// How often something else was put in force: what follows from it is computed anew when this has changed.
    package private(set) var configurations = 0

    package init(company: Company, book: RuleBook, boards: [BoardDefinition], badges: [Badge] = [], liveSince: Instant) {
        self.company = company
        self.book = book
        self.boards = boards
        self.badges = BadgeList(badges)
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
        configurations += 1
        if let configuration = publication.configuration { configure(configuration, at: now) }
    }

    /// Puts another company, other boards, other campaigns, and what else is no rule about points in force.
    ///
    /// - Parameter now: from when things are known that were not before; nil: from the first.
    package mutating func configure(_ configuration: Publication.Configuration, at now: Instant?) {
        configurations += 1
        company = configuration.company
        boards = configuration.boards
        campaigns = configuration.campaigns
        badges = BadgeList(configuration.badges)
        customers = configuration.customers
        book.companyLimits = company.limits
        liveSince = company.liveSince.map(company.calendar.zone.firstInstant) ?? liveSince
        configure(appraisals: configuration.appraisals, at: now)
    }

    private mutating func configure(appraisals forms: [AppraisalForm], at now: Instant?) {
        appraisals = forms
        for form in forms {
            if appraisalsSince[form.id] == nil { appraisalsSince[form.id] = now ?? liveSince }
            for measure in form.measures { measures[measure.source] = measure }
        }
    }
}
