import Web

/// `GET /teams`: the tree of teams, which everyone needs for the names on boards.
enum ListTeamsCall {
    static let endpoint = Endpoint(
        .get, "/teams", .signedIn().withScreens,
        "The tree of teams, all of them at once.",
        gives: .json(.page("Team"))
    ) { call in
        let view = TeamView(call)
        let teams = call.directory.teams.values.sorted { $0.id < $1.id }
        call.reply.answer(.json { $0.page(teams) { view.write($1, to: &$0) } })
    }
}
