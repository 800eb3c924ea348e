import Identity
import JSON

/// Somewhere outside that is told what happens here: a program of the company's, or a group of its chat.
///
/// Its full address and its secrets are no part of it: whoever reads the commands must not be able to speak for us. They stand beside the
/// accounts, under the same id.
package struct Webhook: Hashable, Sendable {
    /// How it is spoken to.
    package enum Kind: String, CaseIterable, Sendable {
        /// Signed calls after Standard Webhooks, each a CloudEvent.
        case standard = "webhook"
        /// Robots of group chats.
        case wecom, dingtalk, feishu, slack
        /// Letters to whom it concerns, by the mail server of the installation.
        case mail
    }

    package let id: String
    package var title: String
    package var kind: Kind
    /// Where it is, as the audit trail may say it; empty for mail.
    package var host: String
    /// What it wants to hear of, by the names of `EventType`, in their order.
    package var types: [String]
    /// Why nothing is noted for it any more; nil: it is on.
    package var off: Off?
    package var revision: Int64 = 1

    package enum Off: String, CaseIterable, Sendable {
        /// A person switched it off.
        case person
        /// It said that it is gone (410).
        case gone
        /// Nothing was taken for five days.
        case failing
    }

    package init(id: String, title: String, kind: Kind, host: String, types: [String], off: Off? = nil) {
        self.id = id
        self.title = title
        self.kind = kind
        self.host = host
        self.types = types
        self.off = off
    }

    package var isOn: Bool { off == nil }

    /// The order in which they are told.
    package static func isBefore(_ a: Webhook, _ b: Webhook) -> Bool { a.id < b.id }
}

extension Webhook {
    package var stored: [UInt8] {
        JSONWriter.object { writer in
            writer.member("title", title)
            writer.member("kind", kind.rawValue)
            writer.member("host", host)
            writer.texts("types", types)
            writer.member("off", ifPresent: off?.rawValue)
            writer.member("revision", revision)
        }
    }

    package init(id: String, stored: [UInt8]) throws {
        let fields = try Fields(json: stored, "webhook \(id)")
        self.init(
            id: id, title: try fields.text("title"), kind: try fields.choice("kind"), host: try fields.text("host"), types: try fields.texts("types"),
            off: try fields.optionalChoice("off"))
        revision = try fields.integer("revision")
    }
}
