import Identity
import Periods
import PointsEngine
import RuleEngine
import Seeds
import Testing

@testable import Projection

/// What a change of one member costs, counted and not timed: nothing that grows with how many there are.
@Suite("A change of one member among thousands")
struct MemberChangeTests {
    private static let calendar = CompanyCalendar(zone: .utc)
    private static let now = Instant(rfc3339: "2026-11-21T12:00:00Z") ?? .earliest

    /// Eight teams in two regions.
    private static let teams = (0..<10).map { number in
        Team(id: TeamID("t\(number)"), name: LocalizedText("t\(number)"), parent: number < 2 ? nil : TeamID("t\(number % 2)"))
    }

    private static func directory(_ members: [Member], _ teams: [Team] = teams) -> Directory {
        let set = RuleSet(version: "1", rules: [], metrics: [])
        let company = Company(name: LocalizedText("c"), calendar: calendar)
        let programme = Programme(company: company, book: RuleBook(set, companyLimits: []), boards: [], liveSince: .earliest)
        return Directory(Directory.Snapshot(members: members, teams: teams, standings: [], rewards: [], tiers: [], programme: programme))
    }

    private static func member(_ number: Int, _ random: inout Seeded) -> Member {
        var member = Member(id: MemberID("m\(number)"), name: "m", team: random.one(teams + [teams[3]]).id, joined: now.adding(seconds: -Int64(random.below(100)) * 86_400))
        for _ in 0..<random.below(3) { member.move(to: random.chance(80) ? random.one(teams).id : nil, since: now.adding(seconds: Int64(random.below(80) - 60) * 86_400)) }
        if random.chance(20) { member.left = now.adding(seconds: Int64(random.below(80) - 60) * 86_400) }
        return member
    }

    @Test func `moves the heads of teams as counting everybody anew would, and looks at nobody else`() {
        var random = Seeded()
        var members = (0..<400).map { Self.member($0, &random) }
        let period = Self.calendar.period(.month, containing: Self.now)
        var heads = TeamHeads(in: period, Self.directory(members))
        for _ in 0..<60 {
            let number = random.below(members.count), before = heads
            members[number] = Self.member(number, &random)
            let directory = Self.directory(members)
            let changed = heads.note(members[number], directory)
            #expect(heads.looks == before.looks + 1)
            #expect(heads.counts.filter { $0.value > 0 } == TeamHeads(in: period, directory).counts.filter { $0.value > 0 }, "\(random)")
            #expect(changed.allSatisfy { heads.counts[$0] ?? 0 == $1 && before.counts[$0] ?? 0 != $1 }, "\(random)")
        }
        let moved = Self.teams.map { $0.id == "t2" ? Team(id: $0.id, name: $0.name, parent: "t1") : $0 }
        let changed = heads.recount(Self.directory(members, moved))
        #expect(Set(changed.keys).isSubset(of: ["t0", "t1"]), "\(random)")
    }

    @Test func `finds a new name its place by moving a bounded number of others`() {
        var random = Seeded()
        var order = NameOrder(longestPiece: 16, isBefore: <)
        let names = random.shuffled((0..<3_000).map { "name \(String($0, radix: 36))" })
        for name in names {
            let before = order.moves
            _ = order.place(of: name)
            #expect(order.moves - before <= 17)
        }
        let places = names.sorted { $0 < $1 }.map { order.place(of: $0) }
        #expect(places == places.sorted(), "\(random)")
        #expect(Set(places).count == places.count, "\(random)")
    }

    @Test func `is noted for when it comes, however many wait`() {
        var random = Seeded()
        var scheduled = ScheduledMemberChanges(), members: [MemberID: Member] = [:]
        var now = Self.now
        func waiting(_ member: Member, after now: Instant) -> Instant? { (member.stays.map(\.since) + [member.left].compactMap { $0 }).filter { $0 > now }.min() }
        for _ in 0..<800 {
            let member = Self.member(random.below(100), &random)
            members[member.id] = member
            scheduled.note(member, after: now)
            guard random.chance(20) else { continue }
            let until = now.adding(seconds: Int64(random.below(3)) * 86_400)
            let expected = members.values.filter { waiting($0, after: now).map { $0 <= until } ?? false }.map(\.id).sorted()
            let came = scheduled.take(until: until)
            #expect(came == expected, "\(random)")
            now = until
            for id in came { members[id].map { scheduled.note($0, after: now) } }
        }
    }
}
