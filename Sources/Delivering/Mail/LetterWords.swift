import Identity
import JSON
import Periods
import PointsEngine

/// What a letter says, in its reader's language.
struct LetterWords {
    let letter: Letter
    let words: ChatWords
    let publicURL: String?

    var subject: String { "\(title) · \(words.company)" }

    private var title: String {
        switch letter.kind {
        case Letter.Errand.invitation.rawValue: say("You are invited", "邀请你加入", "邀請你加入")
        case Letter.Errand.reset.rawValue: say("Choose a new password", "重设密码", "重設密碼")
        case EventType.pointsExpiring: say("Points will expire", "积分即将过期", "點數即將到期")
        case EventType.pointsExpired: say("Points have expired", "积分已过期", "點數已到期")
        case EventType.approvalNeeded: say("Something waits for you", "有事项等待你审批", "有事項等待你簽核")
        case EventType.weeklyDigest: say("Your week", "你的一周", "你的一週")
        case EventType.boardLocked: say("The result is final", "榜单已锁定", "排行榜已鎖定")
        case let kind where kind.hasPrefix("laurel.redemption."): say("Your redemption", "你的兑换", "你的兌換")
        default: say("News for you", "有新的消息", "有新的訊息")
        }
    }

    var paragraphs: [String] {
        switch letter.kind {
        case Letter.Errand.invitation.rawValue:
            [say(
                "Choose a password, and you are in. Your name for signing in is \(letter.account). The link is good for three days, and once.",
                "设置密码后即可登录，登录名是 \(letter.account)。链接三天内有效，只能使用一次。", "設定密碼後即可登入，登入名稱是 \(letter.account)。連結三天內有效，只能使用一次。")]
        case Letter.Errand.reset.rawValue:
            [say(
                "An administrator has made a link by which you choose a new password. It is good for three days, and once. The old password holds until then.",
                "管理员为你生成了重设密码的链接，三天内有效，只能使用一次。在此之前旧密码仍然有效。", "管理員為你產生了重設密碼的連結，三天內有效，只能使用一次。在此之前舊密碼仍然有效。")]
        case EventType.pointsExpiring:
            [words.sentence(of: letter.kind, letter.data), letter.data["expires"]?.string.map { say("They can be spent until \($0.prefix(10)).", "可使用至 \($0.prefix(10))。", "可使用至 \($0.prefix(10))。") }].compactMap { $0 }
        case EventType.weeklyDigest: week
        default: [words.sentence(of: letter.kind, letter.data)]
        }
    }

    private var week: [String] {
        func points(_ key: String) -> Int64 { letter.data[key]?.int64 ?? 0 }
        let (gained, available, expiring) = (points("points"), points("available"), points("expiring"))
        let first = say(
            "Last week brought you \(gained) points. You have \(available) to spend.", "上周你获得了 \(gained) 积分，目前可用 \(available) 积分。",
            "上週你獲得了 \(gained) 點，目前可用 \(available) 點。")
        guard expiring > 0, let day = letter.data["expires"]?.string?.prefix(10) else { return [first] }
        return [first, say("\(expiring) of them expire from \(day) on.", "其中 \(expiring) 积分将自 \(day) 起陆续过期。", "其中 \(expiring) 點將自 \(day) 起陸續到期。")]
    }

    var button: (words: String, link: String)? {
        if let link = letter.link { return (say("Choose a password", "设置密码", "設定密碼"), link) }
        guard let publicURL else { return nil }
        let path =
            switch letter.subject {
            case .approvals: "/manage/approvals"
            case .results: "/"
            case .points, .decisions, .digest, .other, nil: "/me"
            }
        return (say("Open Laurel", "打开桂冠", "開啟桂冠"), publicURL + path)
    }

    var unsubscribing: String { say("No more letters of this kind", "不再接收这类邮件", "不再接收這類郵件") }

    private func say(_ en: String, _ hans: String, _ hant: String) -> String {
        switch letter.language {
        case .en: en
        case .hans: hans
        case .hant: hant
        }
    }
}
