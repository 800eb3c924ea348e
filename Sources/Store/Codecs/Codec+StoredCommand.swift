import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// Makes a rule set of the files that were published; given by who knows how to read them.
package typealias RuleReader = (_ files: [String: String], _ version: String) throws -> RuleSet

extension Command {
    /// The command of a row of `command`; nil for a note.
    init?(kind: String, subject: String?, body: [UInt8], readRules: RuleReader, place: String) throws {
        let name = { () throws -> String in
            guard let subject else { throw StoreError.corrupt("\(place)/subject") }
            return subject
        }
        let fields = { try Fields(json: body, place) }
        switch kind {
        case "redeem":
            let fields = try fields()
            self = .redeem(
                Redeem(
                    id: RequestID(try name()), member: MemberID(try fields.text("member")), reward: try fields.text("reward"),
                    quantity: try fields.integer("quantity")))
        case "decide":
            let fields = try fields()
            guard let approve = fields.object["approve"]?.bool else { throw fields.corrupt("approve") }
            self = .decide(RequestDecision(id: RequestID(try name()), approve: approve, comment: try fields.optionalText("comment")))
        case "fulfil": self = .fulfil(RequestID(try name()), comment: try fields().optionalText("comment"))
        case "cancel": self = .cancel(RequestID(try name()), comment: try fields().optionalText("comment"))
        case "adjust":
            let fields = try fields()
            self = .adjust(
                Adjust(
                    id: RequestID(try name()), member: MemberID(try fields.text("member")), points: try fields.integer("points"),
                    reason: try fields.text("reason")))
        case "set-target":
            let fields = try fields()
            self = .setTarget(
                SetTarget(
                    id: RequestID(try name()), key: try TargetKey(stored: try fields.fields("target")), value: try fields.decimal("value"),
                    reason: try fields.optionalText("reason")))
        case "put-member": self = .putMember(try PutMember(id: MemberID(try name()), stored: try fields()))
        case "change-member": self = .changeMember(try ChangeMember(id: MemberID(try name()), stored: try fields()))
        case "put-team", "put-tier", "delete-tier", "put-reward", "archive-reward":
            self = try Self.configuring(kind, try name(), try fields())
        case "propose": self = .propose(try Proposal(id: RequestID(try name()), stored: try fields()))
        case "publish": self = .publish(try Publication(version: try name(), stored: try fields(), readRules))
        case "announce": self = .announce(try Publication(version: try name(), stored: try fields(), readRules))
        case "count": self = .count(through: try fields().integer("through"))
        case "due": self = .due(try DueStep(stored: try fields()))
        default: return nil
        }
    }

    private static func configuring(_ kind: String, _ name: String, _ fields: Fields) throws -> Command {
        let revision = try fields.optionalInteger("revision")
        switch kind {
        case "put-team":
            let title = try LocalizedText(stored: fields.object["name"], fields.place)
            let parent = try fields.optionalText("parent").map { TeamID($0) }
            return .putTeam(PutTeam(id: TeamID(name), name: title, parent: parent, revision: revision))
        case "put-tier": return .putTier(PutTier(tier: try Tier(id: name, stored: try fields.json("value")), revision: revision))
        case "delete-tier": return .deleteTier(DeleteTier(id: name, revision: revision))
        case "put-reward": return .putReward(PutReward(reward: try Reward(id: name, stored: try fields.json("value")), revision: revision))
        default: return .archiveReward(ArchiveReward(id: name, revision: revision))
        }
    }
}

extension Fields {
    fileprivate func json(_ key: String) throws -> [UInt8] { JSONValue.object(try object(key)).bytes }
}

extension PutMember {
    fileprivate init(id: MemberID, stored fields: Fields) throws {
        self.init(
            id: id, name: try fields.text("name"), team: try fields.optionalText("team").map { TeamID($0) }, role: try fields.choice("role"),
            joined: try fields.optionalInstant("joined"), attributes: fields.has("attributes") ? try fields.object("attributes") : JSONObject())
    }
}

extension ChangeMember {
    fileprivate init(id: MemberID, stored fields: Fields) throws {
        self.init(id: id)
        name = try fields.optionalText("name")
        role = try fields.optionalChoice("role")
        if let team = fields.object["team"] { move = Move(team: team.string.map { TeamID($0) }) }
        left = try fields.optionalInstant("left")
        returns = try fields.flag("returns")
        attributes = fields.has("attributes") ? try fields.object("attributes") : nil
        from = try fields.optionalInstant("from")
        revision = try fields.optionalInteger("revision")
    }
}

extension Publication {
    fileprivate init(version: String, stored fields: Fields, _ readRules: RuleReader) throws {
        let source = try fields.files()
        self.init(
            set: try readRules(source, version), effective: try fields.optionalInstant("effective"), source: source,
            configures: try fields.flag("configures"), reason: try fields.optionalText("reason"), warrant: try Warrant(stored: fields))
    }
}

extension Fields {
    fileprivate func files() throws -> [String: String] {
        let files = try fields("files")
        var source: [String: String] = [:]
        for name in files.object.keys { source[name] = try files.text(name) }
        return source
    }
}

extension Warrant {
    fileprivate init(stored fields: Fields) throws {
        if let id = try fields.optionalText("seconds") {
            self = .seconded(RequestID(id), comment: try fields.optionalText("comment"))
        } else if fields.has("needs") {
            self = .unseconded(needs: try fields.choice("needs"))
        } else {
            self = try fields.text("second").hasSuffix("administrator") ? .onlyAdministrator : .owner
        }
    }
}

extension Proposal {
    init(id: RequestID, stored fields: Fields) throws {
        self.init(
            id: id, version: try fields.text("version"), effective: try fields.optionalInstant("effective"), reason: try fields.optionalText("reason"),
            needs: try fields.choice("needs"),
            changes: try fields.list("changes") { value in
                let change = try Fields(value, fields.place)
                return Change(try change.choice("weight"), try change.text("kind"), try change.text("name"), try change.text("what"))
            },
            source: try fields.files(), base: try fields.text("base"))
    }
}

extension DueStep {
    fileprivate init(stored fields: Fields) throws {
        let members = { (key: String) in try fields.texts(key).map { MemberID($0) } }
        let work: Work
        if fields.has("mature") {
            work = .mature(try members("mature"))
        } else if fields.has("lock") {
            let lock = try fields.fields("lock")
            work = .lock(board: try lock.text("board"), period: try lock.text("period"))
        } else if fields.has("review") {
            work = .review(try members("review"))
        } else if fields.has("warn") {
            work = .warn(try members("warn"))
        } else {
            work = .expire(try members("expire"))
        }
        self.init(at: try fields.instant("at"), work: work)
    }
}
