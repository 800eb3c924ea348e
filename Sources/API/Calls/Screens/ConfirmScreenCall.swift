import Identity
import JSON
import PointsEngine
import Store
import Web

/// `POST /screens/confirm` `{code, boards, team, language, sound, pace, name}`: an administrator lets a screen watch.
enum ConfirmScreenCall {
    static let endpoint = Endpoint(
        .post, "/screens/confirm", .atLeast(.admin), "Let the screen watch that shows this code.",
        takes: .body([
            "code": .text, "boards?": .orNull(.list(.text)), "team?": .orNull(.text), "language?": .orNull(.words(Language.self)), "sound?": .orNull(.flag), "pace?": .orNull(.integer),
            "name?": .orNull(.text),
        ]),
        gives: .created("Screen")
    ) { call in
        let body = try call.body(), directory = call.directory, now = call.now
        let boards = try boards(body, directory.programme.boards.map(\.id))
        let team = try body.optionalText("team", upTo: 128)
        guard team.map({ directory.teams[TeamID($0)] != nil }) ?? true else { throw Problem(.unknownTeam, nil, at: "/team") }
        let language: Language? = try body.word("language"), name = try body.optionalText("name", upTo: 100), hasSound = try body.flag("sound", default: false)
        let pace = try body.optionalInteger("pace") ?? Screen.Shows.usualPace
        guard Screen.Shows.paces.contains(pace) else { throw Problem.malformed("pace is 5 to 600 seconds", at: "/pace") }
        let code = String(try body.text("code", upTo: 20).filter(\.isNumber))
        guard let pending = call.site.screens.take(code, at: now) else { throw Problem(.notFound, "no screen shows this code, or not any longer", at: "/code") }
        let screen = Screen(
            id: pending.id, token: pending.token,
            Screen.Shows(name: name, boards: boards, team: team, language: language?.rawValue, hasSound: hasSound, pace: pace), created: now,
            confirmedBy: call.caller.actor.text)
        let view = ScreenView(directory: directory, now: now, signIn: call.site.signIn.policy), services = call.site.services
        call.write(
            Note(kind: "screen-confirmed", subject: name ?? pending.id, detail: ["boards": .array(boards.map(JSONValue.string)), "team": team.map(JSONValue.string) ?? .null]),
            { database in
                guard try database.screens.list().count < Screens.most else { throw Problem(.limitReached, "at most \(Screens.most) screens") }
                try database.screens.add(screen)
            },
            {
                // What was found of its secret before no longer holds.
                services.onWeb { $0.authentication.forgetAll() }
                return .json(201) { view.write(screen, to: &$0) }
            })
    }

    private static func boards(_ body: JSONObject, _ known: [String]) throws -> [String] {
        guard let value = body["boards"], !value.isNull else { return [] }
        guard let list = value.array, list.count <= 50 else { throw Problem.malformed("boards is a list of at most 50", at: "/boards") }
        var boards: [String] = []
        for (index, item) in list.enumerated() {
            guard let id = item.string, known.contains(id) else { throw Problem(.notFound, "no such board", at: "/boards/\(index)") }
            if !boards.contains(id) { boards.append(id) }
        }
        return boards
    }
}
