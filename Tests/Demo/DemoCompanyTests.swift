import Demo
import Files
import Foundation
import Identity
import Illustrations
import JSON
import Periods
import Pictures
import PointsEngine
import RuleEngine
import Testing

@Suite struct DemoCompanyTests {
    private let rules: RulesFolder
    private let now: Instant

    init() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        rules = try RulesFolder.load(package.appending(path: "Rules").path(), zones: ZoneFiles.database())
        now = try #require(Instant(rfc3339: "2026-11-18T07:00:00Z"))
    }

    private func company(seed: UInt64 = 7) -> DemoCompany {
        DemoCompany(seed: seed, until: now, calendar: rules.company.calendar, rewards: rules.rewards)
    }

    private func history(_ company: inout DemoCompany) -> [DemoStep] {
        var steps = [company.founding]
        while let day = company.nextDay() { steps += day }
        return steps
    }

    private func activities(_ steps: [DemoStep]) -> [Activity] {
        steps.flatMap(\.commands).compactMap { command in (command as? RecordActivity)?.activity }
    }

    @Test func `its campaigns hold, and one runs, one is to come and one is over`() throws {
        var sources = rules.sources
        sources.files.merge(DemoCampaigns.files(around: rules.company.calendar.day(of: now))) { $1 }
        let campaigns = try RulesFolder(sources, zones: ZoneFiles.database()).campaigns
        #expect(Set(campaigns.map { $0.state(at: now) }) == Set(Campaign.State.allCases))
        #expect(Set(campaigns.compactMap(\.contest?.kind)) == Set(Campaign.Kind.allCases))
    }

    @Test func `the same seed tells the same story`() {
        var one = company(), two = company(), other = company(seed: 8)
        let story = activities(history(&one))
        #expect(story == activities(history(&two)))
        #expect(story != activities(history(&other)))
        for second in 0..<20 {
            let time = now.adding(seconds: Int64(second * 3))
            #expect(activities([one.live(at: time).step]) == activities([two.live(at: time).step]))
        }
    }

    @Test func `a year has forty people and no more than twenty thousand activities`() {
        var company = company()
        let story = activities(history(&company))
        #expect(company.people.filter { $0.team != nil }.count == 40)
        #expect((8_000...20_000).contains(story.count))
        #expect(Set(story.map(\.key)).count == story.count)
        let types = Set(story.map(\.type))
        #expect(types.isSuperset(of: ["sale.won", "sale.cancelled", "sale.adjusted", "customer.won", "customer.retained", "training.passed", "visit.made", "payment.received"]))
        #expect(story.contains { $0.credits?.count == 2 })
    }

    @Test func `its people and its catalogue have pictures that nobody took, the same at every start`() throws {
        let people = company().people.filter { !DemoPeople.faceless.contains($0.id) }
        let faces = try people.prefix(6).map { try #require(Portrait(of: $0)?.made()?.small) }
        #expect(Set(faces).count == faces.count)
        #expect(try #require(Portrait(of: people[0])?.made()?.small) == faces[0])
        for reward in rules.rewards { #expect(RewardPicture.made(of: reward.id) != nil, "\(reward.id)") }
        #expect(RewardPicture.made(of: "nothing") == nil)
    }

    @Test func `it is told in order and ends now`() {
        var company = company()
        let steps = history(&company)
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.at <= $1.at })
        #expect(steps.allSatisfy { $0.at <= now })
        #expect(activities(steps).allSatisfy { $0.time <= now })
    }

    /// The first impression is true: no reward is sold out, and nobody sells seven times what was agreed.
    @Test(arguments: [7, 8, 9] as [UInt64]) func `rewards last and targets are near what is sold`(seed: UInt64) {
        var company = company(seed: seed)
        let commands = history(&company).flatMap(\.commands)
        let asked = Dictionary(grouping: commands.compactMap { ($0 as? Redeem)?.reward }) { $0 }.mapValues(\.count)
        for reward in rules.rewards { if let stock = reward.stock { #expect(asked[reward.id] ?? 0 < stock, "\(reward.id)") } }
        let period = rules.company.calendar.period(.month, containing: now)
        var sold: [MemberID: Int64] = [:], agreed: [MemberID: Int64] = [:]
        for case let record as RecordActivity in commands where record.activity.type == "sale.won" && period.start <= record.activity.time {
            if let seller = record.activity.subject, let amount = record.activity.data["amount"]?.int64 { sold[seller, default: 0] += amount }
        }
        for case let target as SetTarget in commands where target.key.period == period.key {
            if case .member(let id) = target.key.owner, agreed[id] == nil { agreed[id] = target.value.int64 }
        }
        for (member, value) in agreed { #expect(sold[member] ?? 0 < value * 7, "\(member): \(sold[member] ?? 0) of \(value)") }
    }

    /// The engine takes the story as it is told: only people's wishes may be refused, never a fact.
    @Test func `no fact is refused and some awards wait`() throws {
        var company = company()
        let programme = Programme(
            company: rules.company, book: RuleBook(rules.ruleSet), boards: [], liveSince: rules.company.calendar.zone.firstInstant(of: company.start))
        var engine = MemoryEngine(programme, now: programme.liveSince)
        for tier in rules.tiers { try engine.carryOut(PutTier(tier: tier, revision: nil), by: .administrator) }
        for reward in rules.rewards { try engine.carryOut(PutReward(reward: reward, revision: nil), by: .administrator) }
        var refused: [Code: Int] = [:], redeemed = 0
        for step in history(&company) {
            try engine.advance(to: step.at)
            for command in step.commands {
                switch (command, try engine.carryOut(command, by: step.actor)) {
                case (let record as RecordActivity, .refused(let refusal)):
                    refused[refusal.code, default: 0] += 1
                    Issue.record("\(record.activity.key.id) \(refusal)")
                case (is Redeem, .done): redeemed += 1
                default: break
                }
            }
        }
        #expect(refused.isEmpty)
        #expect(redeemed > 30)
        let open = engine.facts.requests.values.filter(\.isOpen)
        #expect(open.contains { if case .hold = $0.kind { true } else { false } })
        #expect(open.contains { if case .redemption = $0.kind { true } else { false } })
        // A queue that a manager would work through, not one that nobody looks at.
        #expect(open.count < 30, "\(open.count)")
        let oldest = open.compactMap { $0.steps.first?.at }.min()
        #expect(try #require(oldest) > now.adding(seconds: -45 * 86_400), "\(open.map(\.id))")
    }
}
