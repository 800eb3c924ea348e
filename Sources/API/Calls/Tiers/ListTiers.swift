import Web

/// `GET /tiers`: the tiers with how many people hold each.
enum ListTiers {
    static let endpoint = Endpoint(.signedIn()) { call in
        let view = TierView(call.directory, at: call.now)
        call.reply.answer(.json { view.writeAll(to: &$0) })
    }
}
