import Web

/// `GET /tiers`: the tiers with how many people hold each.
enum ListTiersCall {
    static let endpoint = Endpoint(
        .get, "/tiers", .signedIn(),
        "Tiers, lowest first, with how many people hold each, and how many none.",
        gives: .json(["items": .list("Tier"), "none": .integer, "next": .orNull(.text)])
    ) { call in
        let view = TierView(call.directory, at: call.now)
        call.reply.answer(.json { view.writeAll(to: &$0) })
    }
}
