import Identity
import JSON
import Mailboxes
import Periods
import PointsEngine
import Projection
import Runtime
import Store
import Web

/// A team that comes to be as an identity provider says.
struct ScimGroupChange: Sendable {
    let id: TeamID
    var isRemoval = false
    private let directory: Directory
    private let base: String
    private let address: String
    private let actor: Actor
    private let turnHolder: TurnHolder
    private let reply: Answering
    private let services: Services

    init(id: TeamID, _ call: Call) {
        (self.id, directory, base, address) = (id, call.directory, call.base, call.address)
        (actor, turnHolder, reply, services) = (call.caller.actor, call.turnHolder, call.reply, call.site.services)
    }

    func carryOut(from known: ScimGroup, to group: ScimGroup, _ reader: Reader, status: Int) throws {
        var commands: [any Command] = []
        if let command = naming(group, from: known) { commands.append(command) }
        commands += try moves(from: known, to: group, reader)
        submit(commands) { keep(group, status: status) }
    }

    /// A new team, or another name for one: in the company's first language, the others stay.
    private func naming(_ group: ScimGroup, from known: ScimGroup) -> PutTeam? {
        guard let team = directory.teams[id] else { return PutTeam(id: id, name: LocalizedText(group.displayName)) }
        guard group.displayName != known.displayName else { return nil }
        return PutTeam(id: id, name: LocalizedText(group.displayName), parent: team.parent, revision: team.revision)
    }

    private func moves(from known: ScimGroup, to group: ScimGroup, _ reader: Reader) throws -> [ChangeMember] {
        let now = services.clock()
        func member(_ account: String) throws -> Member? { try reader.accounts.named(account)?.member.flatMap { directory.members[$0] } }
        let coming = try group.members.subtracting(known.members).sorted().map { account in
            guard let member = try member(account) else { throw ScimAnswer.invalid("invalidValue", "there is no user \(account)") }
            return (member, TeamID?.some(id))
        }
        // Who is in another team meanwhile stays there: providers add before they remove, and the other way round.
        let going = try known.members.subtracting(group.members).sorted().compactMap { try member($0) }.filter { $0.team(at: now) == id }.map { ($0, TeamID?.none) }
        return (coming + going).filter { $0.0.team(at: now) != $0.1 }.map { member, team in
            var change = ChangeMember(id: member.id)
            change.move = ChangeMember.Move(team: team)
            return change
        }
    }

    private func submit(_ commands: [any Command], _ then: @escaping @Sendable () -> Void) {
        guard !commands.isEmpty else { return then() }
        services.runtime.submit(Submission(commands, by: actor, from: address) { replies in
            for case .refused(let refusal) in replies { return reply.refuse(Problem(refusal)) }
            guard replies.count == commands.count else { return reply.refuse(Problem(.overloaded)) }
            then()
        })
    }

    private func keep(_ group: ScimGroup, status: Int) {
        let team = id.text
        services.runtime.write(
            nil, by: actor, from: address, { try $0.provisioned.put(ProvisionedGroup(team: team, externalID: group.externalID, isGone: isRemoval)) },
            reply: { result in
                services.onWeb { site in
                    let view = ScimGroupView(directory: site.directory, base: base, now: services.clock())
                    guard !isRemoval else { return reply.answering { try result.get(); return .noContent } }
                    services.runtime.readers.read(for: turnHolder) { reader in
                        reply.answering {
                            try result.get()
                            guard let group = try reader.get().scimGroup(id, view) else { throw Problem.notFound }
                            return ScimAnswer.resource(status, group)
                        }
                    }
                }
            })
    }
}
