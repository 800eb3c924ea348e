import JSON

/// How one of the three Chinese platforms knows us, and where it stands.
package struct ScanSettings: Sendable, Hashable {
    /// The company (WeCom: CorpID), or the app (DingTalk: AppKey, Feishu: App ID).
    package var client: String
    package var secret: String
    /// WeCom: the app's AgentId.
    package var agent: String?
    /// Where people are sent to, where we ask, and where DingTalk keeps its address book; others for Lark and for what a company runs itself.
    package var pages: String
    package var api: String
    package var directory: String

    package init(_ kind: ProviderKind, client: String, secret: String, agent: String? = nil) {
        (self.client, self.secret, self.agent) = (client, secret, agent)
        switch kind {
        case .wecom: (pages, api, directory) = ("https://login.work.weixin.qq.com", "https://qyapi.weixin.qq.com", "https://qyapi.weixin.qq.com")
        case .dingtalk: (pages, api, directory) = ("https://login.dingtalk.com", "https://api.dingtalk.com", "https://oapi.dingtalk.com")
        case .feishu, .openID: (pages, api, directory) = ("https://accounts.feishu.cn", "https://open.feishu.cn", "https://open.feishu.cn")
        }
    }

    func page(_ path: String) throws(ProviderFault) -> WebAddress { try Self.address(pages, path, []) }
    func api(_ path: String, _ arguments: [(String, String)] = []) throws(ProviderFault) -> WebAddress { try Self.address(api, path, arguments) }
    func directory(_ path: String, _ arguments: [(String, String)]) throws(ProviderFault) -> WebAddress { try Self.address(directory, path, arguments) }

    private static func address(_ base: String, _ path: String, _ arguments: [(String, String)]) throws(ProviderFault) -> WebAddress {
        guard let address = WebAddress(base + path).flatMap({ WebAddress($0.adding(arguments)) }) else { throw ProviderFault(.mismatch, "the platform's address is none") }
        return address
    }
}

extension JSONObject {
    /// These platforms say with a number, in an answer of 200, that something is wrong.
    func checkCode(_ name: String) throws(ProviderFault) {
        guard let code = self[name], code.int64 != 0 else { return }
        throw ProviderFault(.refused, "it answered \(name) \(code.int64.map { "\($0)" } ?? "of another kind")")
    }

    func needed(_ name: String) throws(ProviderFault) -> String {
        guard let text = self[name]?.string, 1...4_096 ~= text.utf8.count, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { throw ProviderFault(.unreadable, "the answer lacks \(name)") }
        return text
    }
}
