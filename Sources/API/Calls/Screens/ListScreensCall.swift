import JSON
import Store
import Web

/// `GET /screens`: the screens that may watch, for administrators.
enum ListScreensCall {
    static let endpoint = Endpoint(
        .get, "/screens", .atLeast(.admin), "The screens that may watch, the latest first.", gives: .json(.page("Screen"))
    ) { call in
        let view = ScreenView(directory: call.directory, now: call.now, signIn: call.site.signIn.policy)
        call.read { reader in
            let screens = try reader.screens.list()
            return .json { $0.page(screens) { view.write($1, to: &$0) } }
        }
    }.onLeader()
}
