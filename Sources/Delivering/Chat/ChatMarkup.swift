import PointsEngine

/// How a chat writes what stands out; and names that look like its markup are names.
struct ChatMarkup {
    private let kind: Webhook.Kind

    init(_ kind: Webhook.Kind) { self.kind = kind }

    func line(_ line: ChatLine, link: String?) -> String {
        let head = plain(line.head), text = plain(line.text)
        return switch kind {
        case .slack, .standard, .mail: "*\(head)* \(text)"
        case .wecom, .dingtalk, .feishu: "**\(head)** \(text)"
        }
    }

    /// Without a way to name everybody, to link elsewhere, or to break a line.
    func plain(_ text: String) -> String {
        var plain = ""
        for character in text {
            switch character {
            case "&" where kind == .slack: plain += "&amp;"
            case "<" where kind == .slack: plain += "&lt;"
            case ">" where kind == .slack: plain += "&gt;"
            case "<": plain += "＜"
            case ">": plain += "＞"
            case "[": plain += "［"
            case "]": plain += "］"
            case "*": plain += "＊"
            case "_": plain += "＿"
            case "`": plain += "'"
            case "~": plain += "～"
            case "#": plain += "＃"
            case "@": plain += "＠"
            case _ where character.isNewline: plain += " "
            default: plain.append(character)
            }
        }
        return plain
    }
}
