import JSON
import Store
import Web

/// `GET /screens/{id}`: a screen asks whether it may watch, and what it shows; administrators read any. Its id is a secret of its own: who
/// does not know it finds nothing. `me` is the screen that asks.
enum ReadScreenCall {
    static let endpoint = Endpoint(
        .get, "/screens/{id}", Access.anyone.withScreens, "What a screen shows, or that its code still waits.", gives: .json("Screen")
    ) { call in
        let id = call.path("id"), now = call.now, own = call.caller.screen?.id
        let view = ScreenView(directory: call.directory, now: now, signIn: call.site.signIn.policy)
        if let pending = call.site.screens.find(id, at: now) { return call.reply.answer(.json { view.write(pending, to: &$0) }) }
        guard let wanted = id == "me" ? own : id, wanted == own || call.caller.isSignedIn && call.caller.screen == nil && call.caller.role >= .admin else {
            throw Problem.notFound
        }
        call.read { reader in
            guard let screen = try reader.screens.named(wanted) else { throw Problem.notFound }
            return .json { view.write(screen, withCompany: true, to: &$0) }
        }
    }.onLeader()
}
