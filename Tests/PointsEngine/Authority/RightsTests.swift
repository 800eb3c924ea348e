import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Testing

/// The ladder of authority, cell by cell: a line an action and object, a letter an actor.
///
/// The actors, in this order: rep li (east) · manager chen (east) · manager sun (west) · director he · finance fan · administrator root (a member) ·
/// account of a manager without a member · account of an administrator · token · owner · somebody who has left (a director).
/// The letters: `+` may, `-` may not.
@Suite("Rights")
struct RightsTests {
    private struct People: PeopleLookup {
        typealias Failure = Never
        let members: [MemberID: Member]
        static let parents: [TeamID: TeamID] = ["east": "north", "west": "north", "east-1": "east"]

        func member(_ id: MemberID) -> Member? { members[id] }
        func leaders() -> [Member] { members.values.filter(\.leads) }
        func lineage(of team: TeamID?) -> [TeamID] { Array(sequence(first: team) { $0.flatMap { Self.parents[$0] } }.prefix { $0 != nil }.compactMap { $0 }) }
    }

    private static let now = Instant.at("2026-03-02T09:00:00+08:00")

    private static let people: People = {
        var members = [
            Member(id: "li", name: "Li", team: "east", joined: .earliest), Member(id: "wang", name: "Wang", team: "east-1", joined: .earliest),
            Member(id: "ma", name: "Ma", team: "west", joined: .earliest), Member(id: "lone", name: "Lone", team: nil, joined: .earliest),
            Member(id: "chen", name: "Chen", role: .manager, team: "east", joined: .earliest),
            Member(id: "peer", name: "Peer", role: .manager, team: "east", joined: .earliest),
            Member(id: "sun", name: "Sun", role: .manager, team: "west", joined: .earliest),
            Member(id: "he", name: "He", role: .director, team: "north", joined: .earliest),
            Member(id: "fan", name: "Fan", role: .finance, team: nil, joined: .earliest),
            Member(id: "root", name: "Root", role: .admin, team: nil, joined: .earliest),
            Member(id: "root2", name: "Root", role: .admin, team: nil, joined: .earliest),
        ]
        var gone = Member(id: "gone", name: "Gone", role: .director, team: "north", joined: .earliest)
        gone.left = now
        members.append(gone)
        return People(members: Dictionary(uniqueKeysWithValues: members.map { ($0.id, $0) }))
    }()

    private static let actors: [Actor] = [
        .member("li"), .member("chen"), .member("sun"), .member("he"), .member("fan"), .member("root"), .account("m", .manager), .account("a", .admin),
        .token("crm"), .administrator, .member("gone"),
    ]

    private typealias Ask = @Sendable (Rights<People>) -> Bool

    private static func decide(_ member: MemberID, _ authority: Role? = nil) -> Ask { { $0.mayDecide(about: member, authority: authority) } }
    private static func add(_ role: Role, _ team: TeamID?) -> Ask { { $0.mayAdd(role, to: team) } }
    private static func publish(_ needs: Role) -> Ask { { $0.mayPublish(needs) } }

    private static func request(_ kind: Request.Kind, of member: MemberID?, by actor: Actor, authority: Role?) -> Request {
        Request(id: "r", kind: kind, member: member, requester: actor, points: 1, authority: authority, created: now)
    }

    private static func second(_ needs: Role, draftedBy actor: Actor) -> Ask {
        { $0.mayDecide(request(.publication(version: "v"), of: nil, by: actor, authority: needs)) }
    }

    private static func change(_ id: MemberID, reading rules: String = "[]", _ body: @escaping @Sendable (inout ChangeMember) -> Void) -> Ask {
        { rights in
            guard let member = people.members[id], let book = try? Desk(rules: rules).engine.programme.book else { return false }
            var change = ChangeMember(id: id)
            body(&change)
            return rights.refusal(of: change, to: member, under: book) == nil
        }
    }

    private static let rows: [(what: String, expected: String, ask: Ask)] = [
        ("decide about a rep of the team", "-+-+++-+++-", decide("li")),
        ("decide about a rep of a team inside it", "-+-+++-+++-", decide("wang")),
        ("decide about a rep elsewhere", "--++++-+++-", decide("ma")),
        ("decide about somebody without a team", "---+++-+++-", decide("lone")),
        ("decide about a manager", "---+++-+++-", decide("chen")),
        ("decide about a director", "----++-+++-", decide("he")),
        ("decide what asks for a director", "---+++-+++-", decide("li", .director)),
        ("decide what asks for finance", "----++-+++-", decide("li", .finance)),
        ("decide about a team's target", "---+++-+++-", decide("")),
        ("publish what managers may", "-+++++++++-", publish(.manager)),
        ("publish what gives more", "---+++-+++-", publish(.director)),
        ("publish who may what", "----++-+++-", publish(.finance)),
        ("second what a manager drafted", "--++++++++-", second(.manager, draftedBy: .member("chen"))),
        ("second what finance drafted", "-----+-+++-", second(.finance, draftedBy: .member("fan"))),
        ("second what the account drafted in another role", "-----+--++-", second(.admin, draftedBy: .account("a", .finance))),
        ("cancel a redemption that was approved by nobody", "+----------", { $0.mayCancel(request(.redemption(reward: "mug", quantity: 1, takes: []), of: "li", by: .member("li"), authority: nil)) }),
        ("cancel one that somebody could approve", "++-+++-+++-", { $0.mayCancel(request(.redemption(reward: "mug", quantity: 1, takes: []), of: "li", by: .member("li"), authority: .manager)) }),
        ("hand over a reward", "-+-+++-+++-", { $0.mayFulfil(request(.redemption(reward: "mug", quantity: 1, takes: []), of: "li", by: .member("li"), authority: nil)) }),
        ("hand over a reward of the manager's", "---+++-+++-", { $0.mayFulfil(request(.redemption(reward: "mug", quantity: 1, takes: []), of: "chen", by: .member("chen"), authority: nil)) }),
        ("add a rep to the team", "-+-+++-+++-", add(.rep, "east")),
        ("add a rep elsewhere", "--++++-+++-", add(.rep, "west")),
        ("add a rep to no team", "---+++-+++-", add(.rep, nil)),
        ("add a manager", "---+++-+++-", add(.manager, "east")),
        ("add a director", "----++-+++-", add(.director, "east")),
        ("add an administrator", "-----+-+++-", add(.admin, nil)),
        ("rename a rep", "-+-+++-+++-", change("wang") { $0.name = "W" }),
        ("rename a peer", "---+++-+++-", change("peer") { $0.name = "P" }),
        ("demote a manager", "---+++-+++-", change("peer") { $0.role = .rep }),
        ("demote a director", "----++-+++-", change("he") { $0.role = .rep }),
        ("demote an administrator", "-----+-+++-", change("root2") { $0.role = .rep }),
        ("make a rep a manager", "---+++-+++-", change("wang") { $0.role = .manager }),
        ("make a rep a director", "----++-+++-", change("wang") { $0.role = .director }),
        ("make a rep finance", "-----+-+++-", change("wang") { $0.role = .finance }),
        ("move a rep within the team", "-+-+++-+++-", change("wang") { $0.move = .init(team: "east") }),
        ("move a rep elsewhere", "---+++-+++-", change("wang") { $0.move = .init(team: "west") }),
        ("move a rep to no team", "---+++-+++-", change("wang") { $0.move = .init(team: nil) }),
        ("let a rep leave", "-+-+++-+++-", change("wang") { $0.left = now }),
        ("change the manager's own name", "-+-+++-+++-", change("chen") { $0.name = "C" }),
        ("change the manager's own name, which a rule reads", "---+++-+++-", change("chen", reading: readsName) { $0.name = "C" }),
        ("change the manager's own attributes", "-+-+++-+++-", change("chen") { $0.attributes = ["grade": "A"] }),
        ("change the manager's own attributes, which a rule reads", "---+++-+++-", change("chen", reading: readsAttributes) { $0.attributes = ["grade": "A"] }),
        ("change the manager's own attributes, where a rule reads all of a member", "---+++-+++-", change("chen", reading: readsAll) { $0.attributes = ["grade": "A"] }),
        ("move the manager", "---+++-+++-", change("chen") { $0.move = .init(team: "north") }),
        ("move the director", "----++-+++-", change("he") { $0.move = .init(team: "east") }),
        ("promote the manager", "----++-+++-", change("chen") { $0.role = .director }),
        ("promote finance", "-----+-+++-", change("fan") { $0.role = .admin }),
        ("let the administrator leave", "-------+++-", change("root") { $0.left = now }),
    ]

    private static let readsName = "[{id: r, on: a, when: 'member.name == \"C\"', award: {fixed: 1}}]"
    private static let readsAttributes = "[{id: r, on: a, award: {fixed: 1}, multiply: 'member.attributes.grade == \"A\" ? 2.0 : 1.0'}]"
    private static let readsAll = "[{id: r, on: a, when: 'member == member', award: {fixed: 1}}]"

    @Test(arguments: rows.indices) func `are as the ladder says`(index: Int) {
        let row = Self.rows[index]
        let found = String(Self.actors.map { row.ask(Rights(of: $0, among: Self.people, at: Self.now)) ? "+" : "-" })
        #expect(found == row.expected, "\(row.what)")
    }

    /// Everybody stands in for everybody else, in turn: whom the deputy decides for, by request.
    @Test func `move to a deputy with the ladder kept, and never to who benefits or asked`() {
        let leaders: [MemberID] = ["chen", "sun", "he", "fan", "root"]
        let requests: [(what: String, request: Request, deciders: Set<MemberID>)] = [
            ("a rep's, for managers", Self.request(.hold(activity: ActivityKey(source: "s", id: "a"), rule: "r"), of: "li", by: .token("crm"), authority: .manager), ["chen", "he", "fan", "root"]),
            ("a rep's, for directors", Self.request(.adjustment(reason: "x"), of: "li", by: .member("chen"), authority: .director), ["he", "fan", "root"]),
            ("a manager's own", Self.request(.adjustment(reason: "x"), of: "sun", by: .member("he"), authority: .manager), ["fan", "root"]),
            ("a director's own", Self.request(.redemption(reward: "mug", quantity: 1, takes: []), of: "he", by: .member("he"), authority: .manager), ["fan", "root"]),
        ]
        for (what, request, deciders) in requests {
            for absent in leaders {
                for deputy in leaders where deputy != absent {
                    var members = Self.people.members
                    members[absent]?.deputy = Deputy(deputy, from: Self.now, until: Self.now.adding(seconds: 1))
                    let may = { (now: Instant) in Rights(of: .member(deputy), among: People(members: members), at: now).mayDecide(request) }
                    let own = deciders.contains(deputy)
                    let isTheirs = request.member == deputy || request.requester.member == deputy
                    #expect(may(Self.now) == (own || deciders.contains(absent) && !isTheirs), "\(what): \(deputy) for \(absent)")
                    #expect(may(Self.now.adding(seconds: -1)) == own && may(Self.now.adding(seconds: 1)) == own, "\(what): \(deputy) for \(absent), on other days")
                }
            }
        }
    }

    @Test func `to publish move to no deputy`() {
        var members = Self.people.members
        members["root"]?.deputy = Deputy("chen", from: .earliest, until: Self.now.adding(seconds: 1))
        let draft = Self.request(.publication(version: "v"), of: "", by: .member("fan"), authority: .finance)
        #expect(!Rights(of: .member("chen"), among: People(members: members), at: Self.now).mayDecide(draft))
    }

    @Test func `of who has left move to nobody, nor to a deputy who has left or decides nothing`() {
        let request = Self.request(.adjustment(reason: "x"), of: "ma", by: .token("crm"), authority: .manager)
        for (absent, deputy) in [("gone", "chen"), ("he", "gone"), ("he", "li")] as [(MemberID, MemberID)] {
            var members = Self.people.members
            members[absent]?.deputy = Deputy(deputy, from: .earliest, until: Self.now.adding(seconds: 1))
            #expect(!Rights(of: .member(deputy), among: People(members: members), at: Self.now).mayDecide(request), "\(deputy) for \(absent)")
        }
    }
}
