import JSON
import Store
import Web

/// `GET /tokens`: what integrations sign in with.
enum ListTokensCall {
    static let endpoint = Endpoint(
        .get, "/tokens", .atLeast(.admin),
        "Tokens of integrations.",
        gives: .json(.page("Token"))
    ) { call in
        call.read { reader in
            let tokens = try reader.tokens.list()
            return .json { $0.page(tokens) { TokenView().write($1, to: &$0) } }
        }
    }
}
