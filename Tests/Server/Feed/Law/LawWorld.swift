import Files
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Seeds
import TestServer
import TestClients

/// A company in which everything happens that moves boards, and a list of it from which standings can be counted without the
/// server: who has how much is a sum over that list.
final class LawWorld {
    /// A sale that counts: a point for each full 100.
    private struct Mark {
        let id: String, member: String, points: Int, day: Int
    }

    let laurel: ServerHarness
    private var crm: TestCaller
    private let rules: LivelyRules
    private var marks: [Mark] = []
    private var away: Set<String> = []
    private var people: [String]
    private var number = 0
    /// The day of November 2026 in Shanghai.
    private(set) var day = 20

    static let people = LivelyRules.people
    private static let teams = LivelyRules.teams

    init() throws {
        rules = try LivelyRules()
        laurel = try ServerHarness(rules: rules.path, before: LivelyRules.members) {
            // So that clients fall behind soon.
            $0.web.socketSendBuffer = 4_096
            $0.live.keptMessages = 6
        }
        crm = try laurel.token(["activities:write"])
        people = Self.people + ["li.na", "wang.wei", "zhou.xiaotong", "ma.chao"]
    }

    // MARK: What happens

    func sell(_ random: inout Seeded) throws {
        let member = people[random.below(people.count)], amount = 100 * (1 + random.below(6)), back = random.below(6)
        guard !away.contains(member) else { return }
        number += 1
        // One in six is late: it counts on an earlier day.
        let mark = Mark(id: "S-\(number)", member: member, points: amount / 100, day: back == 0 ? max(16, day - 1 - random.below(3)) : day)
        try post(Sample.sale(mark.id, of: member, amount: amount, at: Self.morning(mark.day)))
        marks.append(mark)
    }

    /// What was sold comes back: ranks move down.
    func reverse(_ random: inout Seeded) throws {
        guard !marks.isEmpty else { return }
        let mark = marks[random.below(marks.count)]
        guard !away.contains(mark.member) else { return }
        number += 1
        try post(Sample.reversal("R-\(number)", of: mark.id, at: Self.morning(day)))
        marks.removeAll { $0.id == mark.id }
    }

    func leaveOrReturn(_ random: inout Seeded) throws {
        let member = Self.people[random.below(Self.people.count)]
        var change = ChangeMember(id: MemberID(member))
        if away.remove(member) == nil {
            away.insert(member)
            change.left = laurel.clock.now
        } else {
            change.returns = true
        }
        try laurel.carryOut([change])
    }

    func moveOrRename(_ random: inout Seeded) throws {
        var change = ChangeMember(id: MemberID(Self.people[random.below(Self.people.count)]))
        if random.below(2) == 0 { change.move = .init(team: TeamID(Self.teams[random.below(3)])) } else { change.name = "新名 \(random.below(90))" }
        try laurel.carryOut([change])
    }

    func join(_ random: inout Seeded) throws {
        number += 1
        let id = "n\(number)"
        try laurel.carryOut([PutMember(id: MemberID(id), name: "新人 \(number)", team: TeamID(Self.teams[random.below(3)]))])
        // Joiners start when they join; this morning was before.
        laurel.clock.now = laurel.clock.now.adding(seconds: 1)
    }

    func turnDay() {
        guard day < 26 else { return }
        laurel.advance(days: 1)
        day += 1
    }

    /// Another rule comes into force: boards are read anew, everyone has to come back.
    func publish() throws {
        number += 1
        try rules.change("points/visit.yaml") { $0.replacing(#/fixed: \d+/#, with: "fixed: \(10 + number)") }
        let read = try RulesFolder.load(rules.path, zones: ZoneFiles.database())
        try laurel.carryOut([Publish(Publication(set: read.ruleSet, effective: laurel.clock.now, source: read.sources.files))])
    }

    func restart() throws {
        laurel.stopServer()
        try laurel.startServer()
        crm = try laurel.token(["activities:write"])
    }

    private func post(_ event: JSONValue) throws {
        laurel.clock.now = laurel.clock.now.adding(seconds: 1)
        let answer = try crm.post("/activities", event)
        guard answer.status == 201 else { throw HarnessFailure("\(answer.status) \(answer.text)") }
    }

    private static func morning(_ day: Int) -> String { "2026-11-\(day)T01:00:00Z" }

    // MARK: What must stand

    /// Value and rank of everyone who has points in the days that `counts`, by a sort of their sums.
    func standings(_ counts: (Int) -> Bool) -> [String: [Int]] {
        var sums: [String: Int] = [:]
        for mark in marks where counts(mark.day) && !away.contains(mark.member) { sums[mark.member, default: 0] += mark.points }
        let sorted = sums.values.sorted(by: >)
        return sums.mapValues { sum in [sum, (sorted.firstIndex(of: sum) ?? 0) + 1] }
    }
}
