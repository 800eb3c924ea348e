import Identity
import JSON
import Ledger
import Periods

extension Request {
    /// All but the id, which is the row's key.
    package var stored: [UInt8] {
        JSONWriter.object { writer in
            kind.write(to: &writer)
            writer.member("member", ifPresent: member?.text)
            writer.member("requester", requester.text)
            writer.member("points", points)
            writer.member("authority", ifPresent: authority?.rawValue)
            writer.member("state", state.rawValue)
            writer.member("created", created)
            writer.list("steps", steps) { writer, step in
                writer.object { writer in
                    writer.member("state", step.state.rawValue)
                    writer.member("actor", step.actor.text)
                    writer.member("at", step.at)
                    writer.member("comment", ifPresent: step.comment)
                    writer.member("for", ifPresent: step.onBehalf?.text)
                }
            }
            writer.member("entry", ifPresent: entry)
            writer.member("answers", ifPresent: answers)
        }
    }

    package init(id: RequestID, stored: [UInt8]) throws {
        let fields = try Fields(json: stored, "request \(id)")
        self.init(
            id: id, kind: try Kind(stored: fields), member: try fields.optionalText("member").map { MemberID($0) }, requester: try fields.actor("requester"),
            points: try fields.integer("points"), authority: try fields.optionalChoice("authority"), created: try fields.instant("created"))
        state = try fields.choice("state")
        steps = try fields.list("steps") { value in
            let step = try Fields(value, fields.place)
            return Step(
                state: try step.choice("state"), actor: try step.actor("actor"), at: try step.instant("at"), comment: try step.optionalText("comment"),
                onBehalf: try step.optionalText("for").map { MemberID($0) })
        }
        entry = try fields.optionalInteger("entry")
        answers = try fields.optionalText("answers")
    }
}

extension TargetKey {
    package var ownerKind: String {
        switch owner {
        case .member: "member"
        case .team: "team"
        }
    }

    package var ownerName: String {
        switch owner {
        case .member(let id): id.text
        case .team(let id): id.text
        }
    }

    package func write(_ key: String, to writer: inout JSONWriter) {
        writer.object(key) { writer in
            writer.member("owner", ownerKind)
            writer.member("of", ownerName)
            writer.member("metric", metric)
            writer.member("period", period)
        }
    }

    package init(stored fields: Fields) throws {
        try self.init(
            ownerKind: try fields.text("owner"), ownerName: try fields.text("of"), metric: try fields.text("metric"),
            period: try fields.text("period"), place: fields.place)
    }

    package init(ownerKind: String, ownerName: String, metric: String, period: String, place: String) throws {
        let owner: Owner
        switch ownerKind {
        case "member": owner = .member(MemberID(ownerName))
        case "team": owner = .team(TeamID(ownerName))
        default: throw DamagedRecord("\(place)/owner")
        }
        self.init(owner: owner, metric: metric, period: period)
    }
}

extension JSONWriter {
    /// Pairs of lot and points.
    package mutating func takes(_ key: String, _ takes: [Take]) {
        list(key, takes) { writer, take in
            writer.array { $0.value(take.lot.number); $0.value(take.points) }
        }
    }
}

extension Fields {
    package func takes(_ key: String) throws -> [Take] {
        try list(key) { value in
            guard let pair = value.array, pair.count == 2, let lot = pair[0].int64, let points = pair[1].int64 else { throw corrupt(key) }
            return Take(LotID(lot), points)
        }
    }
}
