import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// A company, its rules and members, and steps in time with what must come of them (scenarios.md).
package struct Scenario: Sendable {
    package var title: String
    package var programme: Programme
    /// What there is before the first step: teams, members, tiers, rewards.
    package var setting: [any Command]
    package var steps: [Step]
}

/// Something that happens at an instant, and what is expected of it.
package struct Step: Sendable {
    package enum Action: Sendable {
        /// A command, and by whom.
        case command(any Command, Actor)
        /// An activity that is asked about and does not happen.
        case estimate(Activity, Actor)
        /// A yes or no about something that was named before it was there.
        case decision(Decision, Actor)
        /// Something done to a customer, who may be there already.
        case customer(CustomerStep, Actor)
        /// An activity that cannot even be read.
        case unreadable(Refusal)
    }

    /// What an approver says about a request, as a file names it: a held award as `<activity id>/<rule id>`, with the source of its
    /// activity where several are called so.
    package struct Decision: Sendable {
        package let id: String
        package let source: String?
        package let approve: Bool
        package let comment: String?
    }

    package enum Kind: Sendable {
        /// Only looks.
        case look
        case one(Action)
        /// Several activities in order.
        case batch([Action])
        /// All at the same instant, in any order.
        case race([Action])
        /// The engine is dropped and built again from its commands.
        case restart
    }

    /// Its line in the file.
    package let line: Int
    package let at: Instant
    package let kind: Kind
    package let expectation: Expectation
}

/// What must come of a step; what is nil or left out is not compared.
package struct Expectation: Sendable {
    package struct Lot: Sendable {
        package enum Expiry: Sendable {
            case never
            case at(Instant)
        }

        package var points: Points?
        package var remaining: Points?
        package var expires: Expiry?
    }

    package struct Entry: Sendable {
        package var kind: String?
        package var points: Points?
    }

    package struct Board: Sendable {
        package struct Row: Sendable {
            package var entrant: String
            package var value: Decimal?
            package var rank: Int?
        }

        package var id: String
        package var period: String
        package var rows: [Row]
    }

    /// Of a sheet, by its id; what is nil is not compared.
    package struct Appraisal: Sendable {
        package var id: String
        /// `none`: there is no such sheet.
        package var state: String?
        package var score: Decimal?
        package var grade: String?
        package var items: [(id: String, score: Decimal)] = []
        package var values: [(id: String, value: Decimal)] = []
        package var waitsFor: String?
        package var overdue: Bool?
    }

    package struct Award: Sendable {
        package var rule: String
        package var member: String?
        package var points: Points?
        package var state: String?
    }

    package struct Decision: Sendable {
        package var rule: String
        package var before: Points?
        package var after: Points?
        package var limit: String?
    }

    package struct Honour: Sendable {
        package var member: String
        package var title: String?
        package var points: Points?
    }

    package var status: String?
    package var code: String?
    /// Of a batch or a race: how many came out so, by status or code.
    package var counts: [(name: String, count: Int)] = []
    package var points: [(member: String, points: Points)] = []
    package var balance: [(member: String, fields: [(name: String, points: Points)])] = []
    package var lots: [(member: String, lots: [Lot])] = []
    package var entries: [(member: String, entries: [Entry])] = []
    package var boards: [Board] = []
    package var tiers: [(member: String, tier: String)] = []
    package var redemptions: [(id: String, state: String)] = []
    package var questions: [(id: String, state: String)] = []
    package var stock: [(reward: String, left: Int64)] = []
    package var appraisals: [Appraisal] = []
    package var awards: [Award]?
    package var decisions: [Decision] = []
    package var honours: [Honour]?
    package var badges: [(member: String, badges: [Badge])] = []
    package var streaks: [(member: String, streaks: [(badge: String, length: Int64)])] = []
    package var notices: [(member: String, notices: [Notice])] = []
    package var kudos: [(id: String, kudos: Kudos)] = []
    package var visitsDue: [(customer: String, day: String)] = []
    package var classes: [(customer: String, name: String)] = []
    package var customers: [(customer: String, fields: [(name: String, text: String)])] = []

    package init() {}
}
