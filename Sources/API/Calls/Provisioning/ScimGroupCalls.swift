import Identity
import JSON
import Periods
import PointsEngine
import Projection
import Runtime
import Store
import Web

/// `/scim/v2/Groups`: teams, as an identity provider moves people between them.
enum ScimGroupCalls {
    static let all = [list, read, create, replace, patch, remove]

    private static let list = Endpoint(
        .get, .outside("/scim/v2/Groups"), .atLeast(.admin, .provision), "Groups, for an identity provider: the teams.", takes: .query(Call.scimListing), gives: .scim
    ) { call in
        let filter = try call.query("filter").map { try ScimFilter($0).naming(ScimGroup.attributes) }, page = call.scimPage(), view = view(call), trim = ScimTrim(call)
        let asksPeople = filter?.attributes.contains { $0.hasPrefix("members") } == true
        call.read(.second) { reader in
            let known = Dictionary(uniqueKeysWithValues: try reader.provisioned.groups().map { ($0.team, $0) })
            let all = view.directory.teams.values.filter { known[$0.id.text]?.isGone != true }.sorted { $0.id < $1.id }
            let asked = asksPeople ? try view.accounts(reader, of: Set(all.map(\.id))) : [:]
            let teams = filter.map { filter in all.filter { filter.matches(view.json($0, known[$0.id.text], asked[$0.id] ?? [])) } } ?? all
            let shown = teams.dropFirst(page.start - 1).prefix(page.count), people = try view.accounts(reader, of: Set(shown.map(\.id)))
            return ScimAnswer.list(shown.map { trim.shown(view.json($0, known[$0.id.text], people[$0.id] ?? [])) }, total: teams.count, from: page.start)
        }
    }

    private static let read = Endpoint(
        .get, .outside("/scim/v2/Groups/{id}"), .atLeast(.admin, .provision), "One group, for an identity provider.", takes: .query(Call.scimShowing), gives: .scim
    ) { call in
        let id = TeamID(call.path("id")), view = view(call), trim = ScimTrim(call)
        call.read { reader in
            guard let group = try reader.scimGroup(id, view) else { throw Problem.notFound }
            return ScimAnswer.resource(200, trim.shown(group))
        }
    }

    private static let create = Endpoint(
        .post, .outside("/scim/v2/Groups"), .atLeast(.admin, .provision), "A new group: a team, with its people.", takes: Input(body: ScimAnswer.body), gives: .scim(201)
    ) { call in
        let group = try ScimGroup(try call.scimBody()), view = view(call), reply = call.reply
        let same = view.directory.teams.values.first { view.name(of: $0).lowercased() == group.displayName.lowercased() }
        let id = try same?.id ?? TeamID(newID(group, call))
        let change = ScimGroupChange(id: id, call)
        call.site.services.runtime.readers.read(for: call.turnHolder) { reader in
            do {
                // A team that the provider removed comes back under its name.
                if same != nil, try reader.get().provisioned.group(id.text)?.isGone != true { throw Problem(.conflict, "displayName is taken") }
                try change.carryOut(from: ScimGroup(displayName: same == nil ? "" : group.displayName), to: group, reader.get(), status: 201)
            } catch { reply.answering { throw error } }
        }
    }

    private static let replace = Endpoint(
        .put, .outside("/scim/v2/Groups/{id}"), .atLeast(.admin, .provision), "A group as it is to be.", takes: Input(body: ScimAnswer.body), gives: .scim
    ) { call in
        let group = try ScimGroup(try call.scimBody())
        change(call) { _ in group }
    }

    private static let patch = Endpoint(
        .patch, .outside("/scim/v2/Groups/{id}"), .atLeast(.admin, .provision), "Change a group, or who is in it.", takes: Input(body: ScimAnswer.body), gives: .scim
    ) { call in
        let patch = try ScimPatch(try call.scimBody())
        change(call) { known in
            var group = known
            try group.apply(patch)
            return group
        }
    }

    private static let remove = Endpoint(
        .delete, .outside("/scim/v2/Groups/{id}"), .atLeast(.admin, .provision), "Remove a group: its people are in no team; the team keeps its history.", gives: .nothing
    ) { call in
        change(call, isRemoval: true) { known in ScimGroup(displayName: known.displayName, externalID: known.externalID) }
    }

    private static func change(_ call: Call, isRemoval: Bool = false, _ body: @escaping @Sendable (ScimGroup) throws -> ScimGroup) {
        let id = TeamID(call.path("id")), view = view(call), reply = call.reply
        var change = ScimGroupChange(id: id, call)
        change.isRemoval = isRemoval
        call.site.services.runtime.readers.read(for: call.turnHolder) { [change] reader in
            do {
                let reader = try reader.get(), known = try reader.provisioned.group(id.text)
                guard let team = view.directory.teams[id], known?.isGone != true else { throw Problem.notFound }
                let members = try view.accounts(reader, of: [id])[id] ?? []
                let before = ScimGroup(displayName: view.name(of: team), externalID: known?.externalID, members: Set(members.map(\.account)))
                try change.carryOut(from: before, to: body(before), reader, status: 200)
            } catch { reply.answering { throw error } }
        }
    }

    /// Latin letters of the name, or something that nobody has; the same name again is the same team.
    private static func newID(_ group: ScimGroup, _ call: Call) throws -> String {
        let slug = try Slug.make(from: LocalizedText(group.displayName), call)
        return call.directory.teams[TeamID(slug)] == nil ? slug : "\(slug)-\(Digest(of: Array(group.displayName.utf8)).description.prefix(8))"
    }

    static func view(_ call: Call) -> ScimGroupView { ScimGroupView(directory: call.directory, base: call.base, now: call.now) }
}

extension Reader {
    func scimGroup(_ id: TeamID, _ view: ScimGroupView) throws -> JSONObject? {
        let known = try provisioned.group(id.text)
        guard let team = view.directory.teams[id], known?.isGone != true else { return nil }
        return view.json(team, known, try view.accounts(self, of: [id])[id] ?? [])
    }
}
