import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Testing

@Suite("Every command that is listed") struct CommandRegistryTests {
    /// One of each kind, with as much in it as it can hold.
    private static func samples() throws -> [any Command] {
        var change = ChangeMember(id: "li")
        (change.name, change.role, change.move, change.left) = ("Li Na", .manager, ChangeMember.Move(team: nil), .at("2026-04-01T00:00:00Z"))
        (change.returns, change.attributes, change.from, change.revision) = (true, ["grade": 3], .at("2026-03-01T00:00:00Z"), 4)
        let tier = Tier(id: "gold", title: LocalizedText("Gold"), threshold: 10, window: .year, grace: .calendar(months: 1, days: 0), downgrade: .one)
        var reward = Reward(
            id: "mug", title: LocalizedText("Mug"), cost: 5, tier: "gold", stock: 3, limit: Reward.Limit(count: 1, window: .period(.month)))
        (reward.text, reward.picture) = (LocalizedText("Blue"), "mug.svg")
        (reward.from, reward.until) = (.at("2026-01-01T00:00:00Z"), .at("2027-01-01T00:00:00Z"))
        let set = try Desk().engine.programme.book.set(at: .at("2026-03-02T00:00:00Z"))
        let publication = Publication(
            set: set, effective: .at("2026-05-01T00:00:00Z"), source: ["points/a.yaml": "[]"], reason: "new", warrant: .seconded("p-1", comment: "yes"))
        var newCustomer = PutCustomer(id: "acme")
        (newCustomer.name, newCustomer.owner, newCustomer.potential) = ("Acme", "li", 300)
        (newCustomer.attributes, newCustomer.since) = (["sector": "retail"], .at("2026-01-01T00:00:00Z"))
        var customer = ChangeCustomer(id: "acme")
        (customer.name, customer.owner, customer.potential) = ("Acme Ltd", .init(to: nil), .init(to: 5))
        (customer.attributes, customer.revision) = (["sector": "trade"], 3)
        let key = TargetKey(owner: .team("east"), metric: "revenue", period: "2026-Q2")
        var preferences = NoticePreferences()
        (preferences[.badge], preferences[.kudos], preferences.digest) = (.off, .digest, .weekly)
        return [
            RecordActivity(
                try Activity(source: "/crm", id: "S-1", type: "sale.won", time: .at("2026-03-02T00:00:00Z"), subject: "li", data: ["amount": 12.5])),
            Redeem(id: "r-1", member: "li", reward: "mug", quantity: 2, answers: "0a0b"), DecideRequest(id: "r-1", approve: true, comment: "well done"),
            Fulfil("r-1", comment: "handed over"), Cancel("r-1", comment: "broken"), Adjust(id: "a-1", member: "li", points: -5, reason: "mistake", isRecognition: true),
            AskQuestion(id: "q-1", about: .init(.entry, "17"), words: "why?"), AnswerQuestion(id: "q-1", words: "so", remedy: .link(.activity(ActivityKey(source: "/crm", id: "S-1")))),
            StepQuestion(id: "q-1", .pass(to: "he"), words: "yours"), DismissInsight("team/li/below-usual/2026-02", reason: "on leave"),
            PutMember(id: "li", name: "Li", team: "east", role: .director, joined: .at("2026-01-01T00:00:00Z"), attributes: ["grade": 2]), change, ForgetMember("li"),
            PutTeam(id: "east", name: LocalizedText(["en": "East", "zh-Hans": "华东"]), parent: "china", revision: 2),
            newCustomer, customer, MergeCustomers(id: "acme", into: "beta"),
            SetCustomerClass(id: "c-1", customer: "acme", customerClass: "A", reason: "a key account to be"),
            PutTier(tier: tier, revision: 3), DeleteTier(id: "gold", revision: 3), PutReward(reward: reward, revision: 7),
            ArchiveReward(id: "mug", revision: 7),
            SetLeave("li", DayRange(Day(number: 20_000), until: Day(number: 20_005)), isAway: false, revision: 3),
            SetDeputy("chen", "sun", DayRange(Day(number: 20_000), until: Day(number: 20_005))),
            SetPicture("li", PictureID(String(repeating: "0a", count: 16)), revision: 2), SetWish("mug", isWanted: false),
            SetTarget(id: "t-1", key: key, value: 1_000.5, reason: "agreed"),
            WithdrawBadge(BadgeKey(member: "li", badge: "closer", period: "2026-Q1"), level: 2.5, reason: "made up"),
            GiveKudos(id: "k-1", to: "wang", reason: "help", text: "谢谢"), ClapKudos("k-1"), HideKudos("k-1", reason: "rude"),
            SetPreferences(preferences), ReadNotices(ids: ["17.0"], through: 12),
            Appraise(.rate, SheetID(form: "rep", period: "2026-Q4", member: "li"), comment: "good", ratings: ["work": 4.5], key: "k-1", revision: 3),
            Proposal(
                id: "publication-1", version: "v2", effective: .at("2026-05-01T00:00:00Z"), reason: "new", needs: .finance,
                changes: [Proposal.Change(.money, "rule", "revenue", "award")], .init(["points/a.yaml": "[]"], on: "v1")),
            Publish(publication), Announce(publication), CountActivities(through: 17),
            EndCampaign(CampaignAmendment("autumn", until: .at("2026-04-01T00:00:00Z"), publication)),
            ExtendCampaign(CampaignAmendment("autumn", until: .at("2026-06-01T00:00:00Z"), publication)),
            PutWebhook(
                webhook: Webhook(id: "erp", title: "ERP", kind: .standard, host: "erp.example", types: [EventType.awardPosted], off: .person), revision: 2),
            DeleteWebhook(id: "erp", revision: 3), DisableWebhook(id: "erp", reason: .gone),
            PutRuleDraft(
                id: "d-1", title: "More for visits", files: ["points/a.yaml": "[]", "points/b.yaml": nil],
                trial: RuleDraft.Trial(
                    of: "f-1", version: "v-2", from: .at("2026-01-01T00:00:00Z"), until: .at("2026-02-01T00:00:00Z"), at: .at("2026-02-02T00:00:00Z"),
                    RuleDraft.Effect(now: 3, then: 5, gaining: 2, losing: 1, unchanged: 7)), revision: 2),
            DeleteRuleDraft(id: "d-1"), DueStep(at: .at("2026-04-01T00:00:00Z"), work: .lock(board: "points", period: "2026-03")),
        ]
    }

    /// As a table keeps it.
    private static func stored(_ command: any Command) throws -> StoredCommand {
        let activity = (command as? RecordActivity)?.activity
        return StoredCommand(
            name: type(of: command).name, subject: command.subject, body: command.body,
            activity: activity.map {
                StoredCommand.ActivityColumns(source: $0.key.source.text, id: $0.key.id.text, type: $0.type, time: $0.time)
            },
            place: "command 1", readRules: { _, _ in try Desk().engine.programme.book.set(at: .at("2026-03-02T00:00:00Z")) })
    }

    @Test func `has a name of its own`() {
        #expect(Set(CommandRegistry.all.map { $0.name }).count == CommandRegistry.all.count)
    }

    @Test func `is read back as it was written`() throws {
        let samples = try Self.samples()
        #expect(samples.map { type(of: $0).name } == CommandRegistry.all.map { $0.name }, "a sample of each, in the order of the list")
        for command in samples {
            let again = try #require(try Self.stored(command).command())
            #expect(type(of: again) == type(of: command))
            #expect(again.subject == command.subject)
            #expect(String(decoding: again.body, as: UTF8.self) == String(decoding: command.body, as: UTF8.self))
        }
    }

    @Test func `says what is damaged, where it is`() throws {
        for command in try Self.samples() where command.subject != nil {
            let cut = StoredCommand(name: type(of: command).name, subject: nil, body: Array("{}".utf8), place: "command 1") { _, _ in throw DamagedRecord("rules") }
            #expect(throws: DamagedRecord.self, "\(command)") { try cut.command() }
        }
    }

    @Test func `is none where a note has the name`() throws {
        let note = StoredCommand(name: "configured", subject: nil, body: Array("{}".utf8), place: "command 1") { _, _ in throw DamagedRecord("rules") }
        #expect(try note.command() == nil)
    }
}
