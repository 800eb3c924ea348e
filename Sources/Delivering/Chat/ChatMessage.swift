import JSON
import Outbound
import Periods
import PointsEngine
import Store

/// News for a group chat: a line for each, the oldest first.
struct ChatMessage {
    let title: String
    private let lines: [ChatLine]
    private let words: ChatWords

    init(_ deliveries: [StoredDelivery], _ words: ChatWords) {
        self.words = words
        title = words.company
        lines = words.lines(of: deliveries)
    }

    /// What a robot takes, in the markup of its chat.
    func body(for kind: Webhook.Kind, signedBy secret: String?, at now: Instant) -> [UInt8] {
        switch kind {
        case .wecom:
            return JSONWriter.object { writer in
                writer.member("msgtype", "markdown")
                writer.object("markdown") { $0.member("content", text(kind, within: Self.most(kind))) }
            }
        case .dingtalk:
            return JSONWriter.object { writer in
                writer.member("msgtype", "markdown")
                writer.object("markdown") { writer in
                    writer.member("title", title)
                    writer.member("text", text(kind, within: Self.most(kind)))
                }
            }
        case .feishu:
            return JSONWriter.object { writer in
                if let secret {
                    writer.member("timestamp", "\(now.seconds)")
                    writer.member("sign", Signature.feishu(seconds: now.seconds, secret: secret))
                }
                writer.member("msg_type", "interactive")
                writer.object("card") { writer in
                    writer.object("header") { writer in
                        writer.object("title") { writer in
                            writer.member("tag", "plain_text")
                            writer.member("content", title)
                        }
                    }
                    writer.array("elements") { writer in
                        writer.object { writer in
                            writer.member("tag", "markdown")
                            writer.member("content", text(kind, within: Self.most(kind)))
                        }
                    }
                }
            }
        case .slack, .standard, .mail:
            return JSONWriter.object { $0.member("text", text(.slack, within: Self.most(.slack))) }
        }
    }

    /// Bytes of text that a chat takes at once.
    static func most(_ kind: Webhook.Kind) -> Int {
        switch kind {
        case .wecom: 2_048
        case .dingtalk, .feishu: 16_000
        case .slack, .standard, .mail: 12_000
        }
    }

    /// As many of the newest lines as find room; how many older ones do not is said first.
    func text(_ kind: Webhook.Kind, within most: Int) -> String {
        let markup = ChatMarkup(kind), separator = kind == .dingtalk ? "\n\n" : "\n"
        let shown = lines.map { markup.line($0, link: words.link) }
        var kept: [String] = [], size = 0
        for line in shown.reversed() {
            let room = most - size - separator.utf8.count - Self.reserve
            guard line.utf8.count <= room else {
                // A single one that is too long is cut rather than lost.
                if kept.isEmpty { kept.append(Self.cut(line, to: room)) }
                break
            }
            kept.append(line)
            size += line.utf8.count + separator.utf8.count
        }
        let missing = shown.count - kept.count
        return ((missing > 0 ? [words.more(missing)] : []) + kept.reversed()).joined(separator: separator)
    }

    /// For the line that says how many are missing.
    private static let reserve = 120

    private static func cut(_ text: String, to bytes: Int) -> String {
        var kept = "", size = 0
        for character in text {
            size += character.utf8.count
            if size > bytes - 3 { break }
            kept.append(character)
        }
        return kept + "…"
    }
}

/// One piece of news in words.
struct ChatLine: Hashable {
    /// What stands out.
    let head: String
    let text: String
}
