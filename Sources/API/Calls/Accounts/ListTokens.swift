import JSON
import Store
import Web

/// `GET /tokens`: what integrations sign in with.
enum ListTokens {
    static let endpoint = Endpoint(.atLeast(.admin)) { call in
        call.read { reader in
            let tokens = try reader.tokens.list()
            return .json { $0.page(tokens) { TokenView().write($1, to: &$0) } }
        }
    }
}
