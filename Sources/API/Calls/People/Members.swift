import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import Store
import Web

/// `GET /members`: people by name. Everyone may know who is there; points are for those who may see them.
enum ListMembers {
    static let endpoint = Endpoint(.signedIn()) { call in
        let directory = call.directory, now = call.now
        let limit = try call.number("limit", in: 1...500, default: 50)
        let withLeavers = call.query("left") == "true", wanted = call.query("q")?.lowercased(), team = call.query("team").map { TeamID($0) }
        let all = directory.members.values.filter { member in
            (withLeavers || member.isThere(at: now))
                && (wanted.map { member.name.lowercased().contains($0) || member.id.text.lowercased().contains($0) } ?? true)
                && (team.map { directory.lineage(of: member.team(at: now)).contains($0) } ?? true)
        }.sorted { $0.name == $1.name ? $0.id < $1.id : $0.name < $1.name }
        let start = try call.number("after", in: 0...10_000_000, default: 0)
        let page = Array(all.dropFirst(start).prefix(limit))
        let next = start + page.count < all.count ? "\(start + page.count)" : nil
        let view = MemberView(directory: directory, caller: call.caller, now: now)
        call.read { reader in
            try .json { writer in
                try writer.page(page, next: next) { writer, member in
                    let available = directory.maySee(member, view.caller, at: now) ? try reader.wallet(member.id).available(at: now) : nil
                    view.write(member, available: available, to: &writer)
                }
            }
        }
    }
}

/// `GET /members/{id}`.
enum ReadMember {
    static let endpoint = Endpoint(.signedIn()) { call in
        let member = try call.member()
        let directory = call.directory, now = call.now
        let view = MemberView(directory: directory, caller: call.caller, now: now)
        call.read { reader in
            let available = directory.maySee(member, view.caller, at: now) ? try reader.wallet(member.id).available(at: now) : nil
            return .json(etag: member.revision) { view.write(member, available: available, to: &$0) }
        }
    }
}

/// `POST /members`, `PATCH /members/{id}`: new people, and changes. A manager works on the teams they lead, and makes nobody
/// mightier than themselves.
enum WriteMembers {
    static let create = Endpoint(.atLeast(.manager, .writeMembers)) { call in
        let body = try call.body(knowing: ["id", "name", "team", "role", "joined", "attributes"])
        let role: Role = try body.word("role") ?? .rep
        let team = try body.optionalText("team", upTo: 128).map { TeamID($0) }
        try check(role, team, call)
        let member = PutMember(
            id: MemberID(try body.text("id", upTo: 128)), name: try body.text("name"), team: team, role: role,
            joined: try body.moment("joined", call.directory.programme.calendar), attributes: body["attributes"]?.object ?? JSONObject())
        let view = MemberView(directory: call.directory, caller: call.caller, now: call.now)
        call.carryOut(.putMember(member)) { receipt in
            guard let member = receipt.member else { throw Problem(500, "internal") }
            // The same again is the same member, and 200 says so.
            return .json(receipt.isRepetition ? 200 : 201, etag: member.revision) { view.write(member, available: nil, to: &$0) }
        }
    }

    static let change = Endpoint(.atLeast(.manager, .writeMembers)) { call in
        let member = try call.member()
        try call.require(call.caller.token != nil || call.directory.leads(call.caller, member, at: call.now))
        let body = try call.body(knowing: ["name", "team", "role", "left", "at", "attributes"])
        let calendar = call.directory.programme.calendar
        var change = ChangeMember(id: member.id)
        change.name = try body.optionalText("name")
        change.role = try body.word("role")
        change.attributes = body["attributes"]?.object
        if let team = body["team"] {
            let id = try body.optionalText("team", upTo: 128).map { TeamID($0) }
            if !team.isNull || id == nil { change.move = ChangeMember.Move(team: id) }
        }
        if let left = body["left"] {
            if left.isNull { change.returns = true } else { change.left = try body.moment("left", calendar) }
        }
        change.from = try body.moment("at", calendar)
        change.revision = try call.request.header("If-Match") == nil ? nil : call.revision()
        try check(change.role, change.move?.team, call)
        // Nobody changes their own rights.
        if change.role != nil { try call.require(call.caller.member != member.id && member.role <= call.caller.role) }
        let view = MemberView(directory: call.directory, caller: call.caller, now: call.now)
        call.carryOut(.changeMember(change)) { receipt in
            guard case .member(let member) = receipt else { throw Problem(500, "internal") }
            return .json(etag: member.revision) { view.write(member, available: nil, to: &$0) }
        }
    }

    private static func check(_ role: Role?, _ team: TeamID?, _ call: Call) throws {
        if let role { try call.require(role <= call.caller.role || call.caller.token != nil && role <= .manager) }
        guard call.caller.role == .manager, let team else { return }
        let own = call.caller.member.flatMap { call.directory.members[$0] }?.team(at: call.now)
        try call.require(own.map(call.directory.lineage(of: team).contains) ?? false)
    }
}
