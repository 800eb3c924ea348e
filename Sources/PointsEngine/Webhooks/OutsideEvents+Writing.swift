import Identity
import JSON
import Ledger
import RuleEngine

extension Request {
    /// Nobody in particular: a team's target, a publication.
    var outsideSubject: String? { member?.text }

    func writeOutside(to writer: inout JSONWriter) {
        writer.member("request", id.inPath)
        writer.member("kind", kind.name)
        writer.member("member", textOrNull: outsideSubject)
        writer.member("state", state.rawValue)
        writer.member("points", points)
        writer.member("authority", ifPresent: authority?.rawValue)
        if case .redemption(let reward, let quantity, _) = kind {
            writer.member("reward", reward)
            writer.member("quantity", quantity)
        }
        if case .hold(let activity, let rule) = kind {
            writer.member("activity", ["source": .string(activity.source.text), "id": .string(activity.id.text)])
            writer.member("rule", rule)
        }
    }
}

extension Request.Kind {
    /// Kinds that are nothing until a person says so, whoever that is.
    var waitsForPerson: Bool {
        switch self {
        case .hold, .publication: true
        case .redemption, .adjustment, .target, .customerClass: false
        }
    }
}

extension Entry {
    func writeOutside(to writer: inout JSONWriter) {
        writer.member("member", member.text)
        writer.member("team", textOrNull: team?.text)
        writer.member("entry", number)
        writer.member("kind", kind.rawValue)
        writer.member("points", points)
        writer.member("occurred", occurred.rfc3339)
        writer.member("original", ifPresent: original)
        switch source {
        case .rule(_, let rule, _): writer.member("rule", rule)
        case .request(let id): writer.member("request", id.inPath)
        case .honour(let board, let period):
            writer.member("board", board)
            writer.member("period", period)
        case .expiry: break
        }
    }
}

extension Activity {
    var outsideSummary: JSONValue {
        var summary: JSONObject = ["source": .string(key.source.text), "id": .string(key.id.text), "type": .string(type)]
        if let title = data.title { summary["title"] = .string(title) }
        return .object(summary)
    }
}

extension Owner {
    var outsideName: String? {
        switch self {
        case .member(let id): id.text
        case .team(let id): id.text
        case .customer(let id): id.text
        case .company, .key: nil
        }
    }

    func writeOutside(to writer: inout JSONWriter) {
        switch self {
        case .member(let id): writer.member("member", id.text)
        case .team(let id): writer.member("team", id.text)
        case .customer(let id): writer.member("customer", id.text)
        case .company, .key: break
        }
    }
}

extension JSONWriter {
    mutating func member(_ key: String, textOrNull text: String?) { member(key, text.map(JSONValue.string) ?? .null) }
}
