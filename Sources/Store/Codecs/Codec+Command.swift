import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

extension Command {
    /// The name under which commands of this kind stand in the audit trail.
    package var kind: String {
        switch self {
        case .record: "record"
        case .redeem: "redeem"
        case .decide: "decide"
        case .fulfil: "fulfil"
        case .cancel: "cancel"
        case .adjust: "adjust"
        case .putMember: "put-member"
        case .changeMember: "change-member"
        case .putTeam: "put-team"
        case .putTier: "put-tier"
        case .deleteTier: "delete-tier"
        case .putReward: "put-reward"
        case .archiveReward: "archive-reward"
        case .setTarget: "set-target"
        case .propose: "propose"
        case .publish: "publish"
        case .announce: "announce"
        case .count: "count"
        case .due: "due"
        }
    }

    /// What it is about, by id.
    var subject: String? {
        switch self {
        case .record(let activity): activity.subject?.text
        case .redeem(let redeem): redeem.id.text
        case .decide(let decision): decision.id.text
        case .fulfil(let id, _), .cancel(let id, _): id.text
        case .adjust(let adjust): adjust.id.text
        case .putMember(let member): member.id.text
        case .changeMember(let change): change.id.text
        case .putTeam(let team): team.id.text
        case .putTier(let put): put.tier.id
        case .deleteTier(let tier): tier.id
        case .putReward(let put): put.reward.id
        case .archiveReward(let reward): reward.id
        case .setTarget(let target): target.id.text
        case .propose(let proposal): proposal.id.text
        case .publish(let publication), .announce(let publication): publication.set.version
        case .count, .due: nil
        }
    }

    /// All else that it says; an activity's data stand alone, so that they are as deep as when they came.
    var body: [UInt8] {
        if case .record(let activity) = self { return activity.body }
        return JSONWriter.object { write(to: &$0) }
    }

    private func write(to writer: inout JSONWriter) {
        switch self {
        case .record: break
        case .fulfil(_, let comment), .cancel(_, let comment): writer.member("comment", ifPresent: comment)
        case .redeem(let redeem):
            writer.member("member", redeem.member.text)
            writer.member("reward", redeem.reward)
            writer.member("quantity", redeem.quantity)
        case .decide(let decision):
            writer.member("approve", decision.approve)
            writer.member("comment", ifPresent: decision.comment)
        case .adjust(let adjust):
            writer.member("member", adjust.member.text)
            writer.member("points", adjust.points)
            writer.member("reason", adjust.reason)
        case .putMember(let member): member.write(to: &writer)
        case .changeMember(let change): change.write(to: &writer)
        case .putTeam(let team):
            writer.member("name", team.name.stored)
            writer.member("parent", ifPresent: team.parent?.text)
            writer.member("revision", ifPresent: team.revision)
        case .putTier(let put): writer.put(put.tier.stored, put.revision)
        case .putReward(let put): writer.put(put.reward.stored, put.revision)
        case .deleteTier(let tier): writer.member("revision", ifPresent: tier.revision)
        case .archiveReward(let reward): writer.member("revision", ifPresent: reward.revision)
        case .setTarget(let target):
            target.key.write("target", to: &writer)
            writer.member("value", target.value)
            writer.member("reason", ifPresent: target.reason)
        case .propose(let proposal): proposal.write(to: &writer)
        case .publish(let publication), .announce(let publication): publication.write(to: &writer)
        case .count(let through): writer.member("through", through)
        case .due(let step): step.write(to: &writer)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func put(_ value: [UInt8], _ revision: Int64?) {
        key("value")
        self.value(json: value)
        member("revision", ifPresent: revision)
    }
}

extension PutMember {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("name", name)
        writer.member("team", ifPresent: team?.text)
        writer.member("role", role.rawValue)
        writer.member("joined", ifPresent: joined)
        if !attributes.isEmpty { writer.member("attributes", .object(attributes)) }
    }
}

extension ChangeMember {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("name", ifPresent: name)
        writer.member("role", ifPresent: role?.rawValue)
        if let move { writer.member("team", move.team.map { .string($0.text) } ?? .null) }
        writer.member("left", ifPresent: left)
        if returns { writer.member("returns", true) }
        writer.member("attributes", ifPresent: attributes.map { .object($0) })
        writer.member("from", ifPresent: from)
        writer.member("revision", ifPresent: revision)
    }
}

extension Publication {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("effective", ifPresent: effective)
        if configures { writer.member("configures", true) }
        writer.member("reason", ifPresent: reason)
        warrant.write(to: &writer)
        writer.files(source)
    }
}

extension JSONWriter {
    fileprivate mutating func files(_ source: [String: String]) {
        object("files") { writer in
            for (name, text) in source.sorted(by: { $0.key < $1.key }) { writer.member(name, text) }
        }
    }
}

extension Warrant {
    /// The owner's is told by the actor.
    fileprivate func write(to writer: inout JSONWriter) {
        switch self {
        case .owner: writer.member("second", "none: the owner's own hand")
        case .onlyAdministrator: writer.member("second", "none: the only administrator")
        case .unseconded(let needs):
            writer.member("second", "none: not asked for")
            writer.member("needs", needs.rawValue)
        case .seconded(let id, let comment):
            writer.member("seconds", id.text)
            writer.member("comment", ifPresent: comment)
        }
    }
}

extension Proposal {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("version", version)
        writer.member("effective", ifPresent: effective)
        writer.member("reason", ifPresent: reason)
        writer.member("needs", needs.rawValue)
        writer.member("base", base)
        writer.list("changes", changes) { writer, change in
            writer.object { writer in
                writer.member("weight", change.weight.rawValue)
                writer.member("kind", change.kind)
                writer.member("name", change.name)
                writer.member("what", change.what)
            }
        }
        writer.files(source)
    }
}

extension DueStep {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("at", at)
        switch work {
        case .mature(let members): writer.texts("mature", members.map(\.text))
        case .review(let members): writer.texts("review", members.map(\.text))
        case .expire(let members): writer.texts("expire", members.map(\.text))
        case .warn(let members): writer.texts("warn", members.map(\.text))
        case .lock(let board, let period):
            writer.object("lock") { $0.member("board", board); $0.member("period", period) }
        }
    }
}
