import Ledger

/// All that is kept, a table for each kind. What is said here of all tables holds for whatever is listed here.
package struct Tables: Sendable {
    package var members = Table<Member>()
    package var teams = Table<Team>()
    package var customers = Table<Customer>()
    package var mentions = Table<CustomerMention>()
    package var wallets = Table<Wallet>()
    /// Every lot, open or closed.
    package var lots = Table<Lot>()
    package var demands = Table<Demand>()
    /// The tiers that members hold.
    package var tierStandings = Table<TierStanding>()
    package var tiers = Table<Tier>()
    package var rewards = Table<Reward>()
    package var requests = Table<Request>()
    package var questions = Table<Question>()
    /// Findings that were put aside.
    package var dismissals = Table<Dismissal>()
    package var targets = Table<Target>()
    package var earnedBadges = Table<EarnedBadge>()
    package var kudos = Table<Kudos>()
    package var notices = Table<Notice>()
    package var noticeBoxes = Table<NoticeBox>()
    package var preferences = Table<NoticePreferences>()
    package var wishes = Table<Wishes>()
    package var claims = Table<Claim>()
    package var goals = Table<GoalMark>()
    package var recorded = Table<Recorded>()
    package var archives = Table<Archive>()
    package var champions = Table<Champion>()
    package var sheets = Table<Sheet>()
    /// How far each form of an appraisal has come.
    package var appraisalRounds = Table<AppraisalRound>()
    package var stepDeadlines = Table<StepDeadline>()
    package var webhooks = Table<Webhook>()
    /// What somebody works on to publish it.
    package var ruleDrafts = Table<RuleDraft>()

    package init() {}

    package static let kinds: [any Kept.Type] = [
        Member.self, Team.self, Customer.self, CustomerMention.self, Wallet.self, Lot.self, Demand.self, TierStanding.self, Tier.self, Reward.self,
        Request.self, Question.self, Dismissal.self,
        Target.self, EarnedBadge.self, Kudos.self, Notice.self, NoticeBox.self, NoticePreferences.self, Wishes.self, Claim.self, GoalMark.self,
        Recorded.self, Archive.self, Champion.self, Sheet.self, AppraisalRound.self, StepDeadline.self, Webhook.self, RuleDraft.self,
    ]

    /// Those that are rows of the database under their keys.
    package static let rows: [any KeptRows.Type] = kinds.compactMap { $0 as? any KeptRows.Type }
}

extension Tables {
    package var isEmpty: Bool { Self.kinds.allSatisfy { $0.isEmpty(in: self) } }

    /// Takes what came later on top.
    package mutating func absorb(_ later: Tables) {
        for kind in Self.kinds { kind.absorb(later, into: &self) }
    }

    /// Takes over what came later; all there is stands here.
    ///
    /// - Parameter isWanted: the kinds that stand here.
    package mutating func merge(_ later: Tables, where isWanted: (any Kept.Type) -> Bool = { _ in true }) {
        for kind in Self.kinds where isWanted(kind) { kind.merge(later, into: &self) }
    }
}
