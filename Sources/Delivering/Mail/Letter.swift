import Identity
import JSON
import PointsEngine
import Store

/// A letter to one person, as its row keeps it until it is sent.
package struct Letter: Sendable {
    /// Whoever may be told by mail, and cannot be told not to be: how to get in.
    package enum Errand: String, CaseIterable, Sendable {
        case invitation = "laurel.mail.invitation"
        case reset = "laurel.mail.password-reset"
    }

    /// The lane of all letters.
    package static let target = "mail"

    let kind: String
    let to: String
    let account: String
    let language: Language
    /// Where a button leads; nil: to the pages.
    let link: String?
    /// Of the event that it tells of.
    let data: JSONObject

    package init(kind: String, to: String, account: String, language: Language, link: String? = nil, data: JSONObject = JSONObject()) {
        (self.kind, self.to, self.account, self.language, self.link, self.data) = (kind, to, account, language, link, data)
    }

    /// Nil: its content is gone by now.
    init?(_ row: StoredDelivery) {
        guard let body = (try? JSONValue.parse(row.body))?.object, let to = body["to"]?.string, let account = body["account"]?.string else { return nil }
        self.init(
            kind: row.kind, to: to, account: account, language: body["language"]?.string.flatMap { Language(rawValue: $0) } ?? .en, link: body["link"]?.string,
            data: body["data"]?.object ?? JSONObject())
    }

    package var body: [UInt8] {
        JSONWriter.object { writer in
            writer.member("to", to)
            writer.member("account", account)
            writer.member("language", language.rawValue)
            writer.member("link", ifPresent: link)
            writer.member("data", .object(data))
        }
    }

    /// What of it one may not want to hear.
    var subject: MailSubject? { MailSubject(of: kind) }
}

/// What people hear of by mail, and may not want to.
package enum MailSubject: String, CaseIterable, Sendable {
    case points, decisions, approvals, results, digest, other

    package init?(of kind: String) {
        guard Letter.Errand(rawValue: kind) == nil, kind != EventType.test else { return nil }
        switch kind {
        case EventType.pointsExpiring, EventType.pointsExpired, EventType.pointsReversed, EventType.awardPosted, EventType.awardHeld: self = .points
        case EventType.approvalNeeded: self = .approvals
        case EventType.weeklyDigest: self = .digest
        case EventType.boardLocked, EventType.honourGiven: self = .results
        case let kind where kind.hasPrefix("laurel.redemption."): self = .decisions
        default: self = .other
        }
    }
}
