import JSON
import Outbound
import PointsEngine

/// What an answer means.
package enum Verdict: Hashable, Sendable {
    case taken
    case refused(String)
    /// It asks to be left alone for a while.
    case later(String)
    /// It will never take anything again.
    case gone

    package init(_ outcome: CallOutcome, of kind: Webhook.Kind) {
        if let failure = outcome.failure { self = .refused(failure); return }
        guard let status = outcome.status else { self = .refused("no answer"); return }
        switch status {
        case 200..<300: self = Self.inBody(outcome.body, of: kind)
        case 410 where kind == .standard: self = .gone
        case 429, 503: self = .later("status \(status)")
        default: self = .refused("status \(status)")
        }
    }

    /// Robots say no in the body of a 200.
    private static func inBody(_ body: [UInt8], of kind: Webhook.Kind) -> Verdict {
        let keys: [String]
        switch kind {
        case .standard, .slack, .mail: return .taken
        case .wecom, .dingtalk: keys = ["errcode"]
        case .feishu: keys = ["code", "StatusCode"]
        }
        guard let object = (try? JSONValue.parse(body))?.object, let code = keys.lazy.compactMap({ object[$0]?.int64 }).first else { return .refused("an answer that no robot gives") }
        if code == 0 { return .taken }
        let message = object["errmsg"]?.string ?? object["msg"]?.string ?? ""
        let words = "code \(code) \(message.prefix(200))"
        return tooFast.contains(code) ? .later(words) : .refused(words)
    }

    /// WeCom 45009, DingTalk 130101 and 660026, Feishu 9499 and 11232: too many a minute.
    private static let tooFast: Set<Int64> = [45_009, 130_101, 660_026, 9_499, 11_232]
}
