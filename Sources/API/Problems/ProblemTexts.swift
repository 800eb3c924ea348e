/// One sentence for each code, for people: what happened, and what is safe.
enum ProblemTexts {
    private struct Text {
        let en: String
        let hans: String
        let hant: String

        init(_ en: String, _ hans: String, _ hant: String) {
            (self.en, self.hans, self.hant) = (en, hans, hant)
        }
    }

    static func title(of code: String, in language: Language) -> String {
        guard let text = texts[code] else { return code }
        return switch language {
        case .en: text.en
        case .hans: text.hans
        case .hant: text.hant
        }
    }

    private static let texts: [String: Text] = [
        "malformed": Text("Something in the request is not as it should be.", "请求内容有误。", "請求內容有誤。"),
        "too-large": Text("That is too much at once.", "内容过大。", "內容過大。"),
        "unknown-type": Text("No rule and no metric knows this type.", "没有规则或指标使用这种事件类型。", "沒有規則或指標使用這種事件類型。"),
        "unknown-member": Text("There is no such member.", "没有这位成员。", "沒有這位成員。"),
        "unknown-team": Text("There is no such team.", "没有这个团队。", "沒有這個團隊。"),
        "in-the-future": Text("This lies in the future.", "时间在未来。", "時間在未來。"),
        "bad-time": Text("The time does not fit.", "时间不正确。", "時間不正確。"),
        "bad-quantity": Text("A quantity is not a number.", "数量不是有效数字。", "數量不是有效數字。"),
        "negative-quantity": Text("A quantity is below zero.", "数量不能为负。", "數量不能為負。"),
        "currency-mismatch": Text("Different currencies cannot be summed.", "币种不一致，无法汇总。", "幣別不一致，無法加總。"),
        "shares-do-not-sum": Text("The shares do not sum to exactly 1.", "分成比例之和必须等于 1。", "分配比例之和必須等於 1。"),
        "unknown-activity": Text("The earlier activity is not known.", "找不到所引用的业务事件。", "找不到所引用的業務事件。"),
        "already-reversed": Text("The earlier activity was reversed already.", "该业务事件已经冲正。", "該業務事件已經沖正。"),
        "already-replaced": Text("The earlier activity was corrected already.", "该业务事件已经更正。", "該業務事件已經更正。"),
        "conflict": Text("The same name stands for something else already.", "同一编号已有不同的内容。", "同一編號已有不同的內容。"),
        "expression-failed": Text("A rule could not be evaluated for this.", "规则无法对此计算。", "規則無法對此計算。"),
        "budget-exceeded": Text("A rule took too many steps.", "规则计算步骤过多。", "規則計算步驟過多。"),
        "overflow": Text("The number is too large.", "数值超出范围。", "數值超出範圍。"),
        "insufficient-points": Text("There are not enough points. None were spent.", "积分不足，没有扣除积分。", "積分不足，沒有扣除積分。"),
        "out-of-stock": Text("Someone just took the last one. No points were spent.", "奖品刚刚兑完，积分没有扣除。", "獎品剛剛兌完，積分沒有扣除。"),
        "tier-too-low": Text("This reward asks for a higher tier.", "这个奖品需要更高的等级。", "這個獎品需要更高的等級。"),
        "limit-reached": Text("You have had as many of these as you may.", "已达到兑换上限。", "已達到兌換上限。"),
        "not-available": Text("This reward cannot be had now.", "这个奖品目前不可兑换。", "這個獎品目前不可兌換。"),
        "not-cancellable": Text("This can no longer be cancelled.", "已无法取消。", "已無法取消。"),
        "already-decided": Text("This has been decided already.", "已经有人处理过了。", "已經有人處理過了。"),
        "not-permitted": Text("You may not do this.", "你没有权限。", "你沒有權限。"),
        "member-left": Text("The member had left by then.", "成员当时已离开。", "成員當時已離開。"),
        "period-locked": Text("The period is locked.", "该周期已锁榜。", "該週期已鎖榜。"),
        "not-found": Text("There is nothing here.", "没有找到。", "找不到。"),
        "stale": Text("Someone else changed this first. Read it again.", "别人刚刚修改过，请重新载入。", "別人剛剛修改過，請重新載入。"),
        "read-only": Text("Nothing can be written at the moment. Nothing was changed.", "暂时无法写入，没有任何改动。", "暫時無法寫入，沒有任何變更。"),
        "clock-doubted": Text(
            "The server's clock has jumped ahead. Until it is confirmed, nothing is recorded. Nothing was changed.",
            "服务器时钟突然超前，在确认之前不会记录任何内容，没有任何改动。", "伺服器時鐘突然超前，在確認之前不會記錄任何內容，沒有任何變更。"),
        "overloaded": Text("Too much at once. Try again in a moment.", "请求过于频繁，请稍后再试。", "請求過於頻繁，請稍後再試。"),
        "unavailable": Text("This cannot be read at the moment. Try again shortly.", "暂时无法读取，请稍后再试。", "暫時無法讀取，請稍後再試。"),
        "invalid-rules": Text("The rules do not hold.", "规则有误。", "規則有誤。"),
        "invalid-file": Text("The file does not fit. Nothing was imported.", "文件格式不符，没有导入任何内容。", "檔案格式不符，沒有匯入任何內容。"),
        "invalid-map": Text("The import map does not hold. Nothing was imported.", "导入对照表有误，没有导入任何内容。", "匯入對照表有誤，沒有匯入任何內容。"),
        "interrupted": Text(
            "It ended before it was done. What was recorded stays; the same again is safe.", "操作中途停止。已记录的内容保留，可以放心重试。",
            "操作中途停止。已記錄的內容會保留，可以放心重試。"),
        "not-signed-in": Text("Sign in first.", "请先登录。", "請先登入。"),
        "wrong-credentials": Text("Name or password is wrong.", "账号或密码不正确。", "帳號或密碼不正確。"),
        "weak-password": Text("Choose a longer, less common password.", "请使用更长、更少见的密码。", "請使用更長、更少見的密碼。"),
        "unknown-host": Text("This server is not known by that name.", "此服务器不使用这个地址。", "此伺服器不使用這個位址。"),
        "last-administrator": Text(
            "Nobody could administer any more. Make somebody else an administrator first.", "这样就没有管理员了。请先指定另一位管理员。", "這樣就沒有管理員了。請先指定另一位管理員。"),
        "name-looks-alike": Text(
            "The name looks like that of another account. Choose one that nobody mistakes.", "这个账号名与另一个账号过于相似，请换一个不会混淆的名称。",
            "這個帳號名稱與另一個帳號過於相似，請換一個不會混淆的名稱。"),
        "precondition-required": Text("Say which version you changed (If-Match).", "缺少版本信息（If-Match）。", "缺少版本資訊（If-Match）。"),
        "unsupported-media-type": Text("This kind of content is not understood here.", "不支持这种内容类型。", "不支援這種內容類型。"),
        "internal": Text("Something went wrong here. Nothing was changed.", "服务器出现问题，没有任何改动。", "伺服器出現問題，沒有任何變更。"),
    ]
}
