import Identity
import JSON
import Periods
import PointsEngine
import Store

/// News in the company's language, with the names that people know.
struct ChatWords {
    let language: Language
    let company: String
    let link: String?
    /// The name of a member or of a team; nil: there is none of that id.
    let name: (_ kind: String, _ id: String) -> String?
    /// The title of a board or a reward.
    let title: (_ kind: String, _ id: String) -> String?

    /// Approvals that wait are told together: each for itself is noise.
    func lines(of deliveries: [StoredDelivery]) -> [ChatLine] {
        let waiting = deliveries.filter { $0.kind == EventType.approvalNeeded }
        var lines = deliveries.filter { $0.kind != EventType.approvalNeeded }.map(line)
        if !waiting.isEmpty {
            lines.append(ChatLine(head: say("Approvals", "审批", "簽核"), text: say("\(waiting.count) waiting", "有 \(waiting.count) 项待处理", "有 \(waiting.count) 項待處理") + address("/manage/approvals")))
        }
        return lines
    }

    func more(_ count: Int) -> String { say("… and \(count) earlier", "……以及更早的 \(count) 条", "……以及更早的 \(count) 則") }

    /// The same in one sentence.
    func sentence(of kind: String, _ data: JSONObject) -> String {
        if kind == EventType.approvalNeeded {
            return say("\(person(data, nil)) waits for your decision.", "\(person(data, nil)) 的申请等待你审批。", "\(person(data, nil)) 的申請等待你簽核。")
        }
        let line = line(kind, data, nil)
        return "\(line.head) \(line.text)"
    }

    private func line(_ delivery: StoredDelivery) -> ChatLine {
        line(delivery.kind, (try? JSONValue.parse(delivery.body))?.object ?? JSONObject(), delivery.subject)
    }

    private func line(_ kind: String, _ data: JSONObject, _ subject: String?) -> ChatLine {
        let who = person(data, subject), points = data["points"]?.int64 ?? 0
        switch kind {
        case EventType.awardPosted:
            let why = data["activity"]?["title"]?.string ?? data["rule"]?.string ?? ""
            return ChatLine(head: who, text: say("\(signed(points)) points", "\(signed(points)) 积分", "\(signed(points)) 點") + (why.isEmpty ? "" : " · \(why)"))
        case EventType.awardHeld: return ChatLine(head: who, text: say("\(points) points wait for approval", "\(points) 积分等待审批", "\(points) 點等待簽核"))
        case EventType.pointsReversed: return ChatLine(head: who, text: say("\(signed(points)) points, reversed", "\(signed(points)) 积分，已冲正", "\(signed(points)) 點，已沖正"))
        case EventType.pointsExpiring: return ChatLine(head: who, text: say("\(points) points will expire", "\(points) 积分即将过期", "\(points) 點即將到期"))
        case EventType.pointsExpired: return ChatLine(head: who, text: say("\(-points) points have expired", "\(-points) 积分已过期", "\(-points) 點已到期"))
        case EventType.honourGiven: return honour(who, data)
        case EventType.tierChanged:
            let tier = data["to"]?.string.map { title("tier", $0) ?? $0 } ?? "—"
            return ChatLine(head: who, text: say("is now \(tier)", "现在是 \(tier)", "現在是 \(tier)"))
        case EventType.boardLocked: return result(data)
        case EventType.newLeader: return leader(who, data)
        case EventType.rulesPublished: return ChatLine(head: say("Rules", "规则", "規則"), text: say("new rules are published", "新规则已发布", "新規則已發布"))
        case EventType.test: return ChatLine(head: say("Test", "测试", "測試"), text: say("Laurel can be heard here.", "桂冠的消息可以送到这里。", "桂冠的訊息可以送到這裡。"))
        case "laurel.target.reached":
            return ChatLine(head: who, text: say("reached \(data["mark"]?.int64 ?? 100) % of a target", "达成目标的 \(data["mark"]?.int64 ?? 100)%", "達成目標的 \(data["mark"]?.int64 ?? 100)%"))
        default: return other(who, kind, data)
        }
    }

    private func other(_ who: String, _ kind: String, _ data: JSONObject) -> ChatLine {
        guard kind.hasPrefix("laurel.redemption.") else { return ChatLine(head: who, text: kind) }
        let reward = data["reward"]?.string.map { title("reward", $0) ?? $0 } ?? ""
        let state = String(kind.dropFirst("laurel.redemption.".count))
        let words: [String: (String, String, String)] = [
            "requested": ("asked for", "申请兑换", "申請兌換"), "approved": ("approved", "兑换已批准", "兌換已核准"), "rejected": ("rejected", "兑换被拒绝", "兌換被退回"),
            "fulfilled": ("handed over", "奖品已发放", "獎品已發放"), "cancelled": ("cancelled", "兑换已取消", "兌換已取消"),
        ]
        guard let (en, hans, hant) = words[state] else { return ChatLine(head: who, text: kind) }
        return ChatLine(head: who, text: "\(say(en, hans, hant))\(language == .en ? ": " : "：")\(reward)")
    }

    private func honour(_ who: String, _ data: JSONObject) -> ChatLine {
        let words = data["title"]?.object.map { object in text(object) } ?? ""
        let board = data["board"]?.string.map { title("board", $0) ?? $0 } ?? ""
        return ChatLine(head: who, text: "🏆 \(words.isEmpty ? board : words) · \(data["period"]?.string ?? "")")
    }

    private func leader(_ who: String, _ data: JSONObject) -> ChatLine {
        let board = data["board"]?.string.map { title("board", $0) ?? $0 } ?? "", period = data["period"]?.string ?? ""
        return ChatLine(head: who, text: say("👑 now leads \(board) \(period)", "👑 现在领跑\(board) \(period)", "👑 現在領先\(board) \(period)"))
    }

    /// The first three of a period that is over.
    private func result(_ data: JSONObject) -> ChatLine {
        let board = data["board"]?.string.map { title("board", $0) ?? $0 } ?? ""
        let rows = (data["first"]?.array ?? []).prefix(3).map { row in
            let who = row["member"]?.string.map { name("member", $0) ?? $0 } ?? row["team"]?.string.map { name("team", $0) ?? $0 } ?? "—"
            return "\(row["rank"]?.int64 ?? 0). \(who) \(row["value"]?.number?.description ?? "")"
        }
        return ChatLine(head: "\(board) \(data["period"]?.string ?? "")", text: rows.joined(separator: say(", ", "，", "，")))
    }

    private func person(_ data: JSONObject, _ subject: String?) -> String {
        if let member = data["member"]?.string ?? subject { return name("member", member) ?? name("team", member) ?? member }
        return data["team"]?.string.map { name("team", $0) ?? $0 } ?? company
    }

    private func text(_ object: JSONObject) -> String {
        object[language.rawValue]?.string ?? object[""]?.string ?? object["en"]?.string ?? object.keys.sorted().first.flatMap { object[$0]?.string } ?? ""
    }

    private func signed(_ points: Int64) -> String { points > 0 ? "+\(points)" : "\(points)" }
    private func address(_ path: String) -> String { link.map { " \($0)\(path)" } ?? "" }

    private func say(_ en: String, _ hans: String, _ hant: String) -> String {
        switch language {
        case .en: en
        case .hans: hans
        case .hant: hant
        }
    }
}
