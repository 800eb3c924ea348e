import Identity

/// One sentence for each code, for people: what happened, and what is safe.
enum ProblemTexts {
    private struct Text {
        let en: String
        let hans: String
        let hant: String

        init(_ en: String, _ hans: String, _ hant: String) {
            (self.en, self.hans, self.hant) = (en, hans, hant)
        }

        func `in`(_ language: Language) -> String {
            switch language {
            case .en: en
            case .hans: hans
            case .hant: hant
            }
        }
    }

    /// Of a code that is known (a test holds the two lists together).
    static func title(of code: ProblemCode, in language: Language) -> String {
        texts[code.rawValue]?.in(language) ?? code.rawValue
    }

    /// Of what was not taken of a row of a file. A code that is none of ours is its own title.
    static func title(ofRow code: String, in language: Language) -> String {
        code == Code.malformed.rawValue ? unreadableRow.in(language) : ProblemCode(rawValue: code).map { title(of: $0, in: language) } ?? code
    }

    private static let unreadableRow = Text("The row cannot be read as the map wants it.", "这一行不符合对照表的要求。", "這一列不符合對照表的要求。")

    private static let texts: [String: Text] = [
        "malformed": Text("Something is not filled in right.", "有一项填写得不对。", "有一項填寫得不對。"),
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
        "conflict": Text("It conflicts with what is there. Nothing was saved.", "与已有的内容冲突，没有保存。", "與既有內容衝突，沒有儲存。"),
        "expression-failed": Text("A rule could not be evaluated for this.", "规则无法对此计算。", "規則無法對此計算。"),
        "budget-exceeded": Text("A rule took too many steps.", "规则计算步骤过多。", "規則計算步驟過多。"),
        "overflow": Text("The number is too large.", "数值超出范围。", "數值超出範圍。"),
        "insufficient-points": Text("There are not enough points. None were spent.", "积分不足，没有扣除积分。", "積分不足，沒有扣除積分。"),
        "out-of-stock": Text("Someone just took the last one. No points were spent.", "奖品刚刚兑完，积分没有扣除。", "獎品剛剛兌完，積分沒有扣除。"),
        "tier-too-low": Text("This reward needs a higher tier. No points were spent.", "这件奖品需要更高的等级。积分没有扣除。", "這件獎品需要更高的等級。積分沒有扣除。"),
        "limit-reached": Text("You have reached the limit for this reward. No points were spent.", "你已达到这件奖品的兑换上限。积分没有扣除。", "你已達到這件獎品的兌換上限。積分沒有扣除。"),
        "not-available": Text("This reward is not available now. No points were spent.", "这件奖品现在不能兑换。积分没有扣除。", "這件獎品目前無法兌換。積分沒有扣除。"),
        "not-running": Text("Only a campaign that is running can be ended or extended.", "只有进行中的活动才能提前结束或延长。", "只有進行中的活動才能提前結束或延長。"),
        "not-cancellable": Text("It has been handed out and cannot be cancelled.", "已经发放，不能取消了。", "已經發放，無法取消。"),
        "already-decided": Text("This has been decided already.", "已经有人处理过了。", "已經有人處理過了。"),
        "not-permitted": Text("This needs more authority, or cannot be done for yourself.", "这一步需要更高的权限，或不能为自己办理。", "這一步需要更高的權限，或不能為自己辦理。"),
        "member-left": Text("The member had left by then.", "成员当时已离开。", "成員當時已離開。"),
        "not-found": Text("There is nothing here.", "没有找到。", "找不到。"),
        "stale": Text("Someone else changed this first. Read it again.", "别人刚刚修改过，请重新载入。", "別人剛剛修改過，請重新載入。"),
        "read-only": Text("Nothing can be saved right now. You can look, and nothing is lost.", "暂时无法保存，可以继续查看，数据不会丢失。", "暫時無法儲存，可以繼續檢視，資料不會遺失。"),
        "clock-doubted": Text(
            "The server's clock jumped ahead. Nothing was recorded; try again once it has been set right or confirmed.",
            "服务器时钟突然超前，内容未被记录；校正或确认后请重试。", "伺服器時鐘突然超前，內容未被記錄；校正或確認後請重試。"),
        "overloaded": Text("Too many requests right now. Please wait a moment.", "现在请求太多，请过一会儿再试。", "目前請求過多，請稍候再試。"),
        "unavailable": Text("The server cannot read this right now. Please try again in a moment.", "服务器暂时无法读取，请稍后再试。", "伺服器暫時無法讀取，請稍候再試。"),
        "invalid-rules": Text("The rules do not hold.", "规则有误。", "規則有誤。"),
        "invalid-file": Text("The file does not fit. Nothing was imported.", "文件格式不符，没有导入任何内容。", "檔案格式不符，沒有匯入任何內容。"),
        "invalid-map": Text("The import map does not hold. Nothing was imported.", "导入对照表有误，没有导入任何内容。", "匯入對照表有誤，沒有匯入任何內容。"),
        "interrupted": Text(
            "It ended before it was done. What was recorded stays; the same again is safe.", "操作中途停止。已记录的内容保留，可以放心重试。",
            "操作中途停止。已記錄的內容會保留，可以放心重試。"),
        "sign-in-refused": Text("The sign-in did not hold. Begin again.", "登录未通过验证，请重新开始。", "登入未通過驗證，請重新開始。"),
        "provider-unavailable": Text("The sign-in service does not answer. Try again in a moment.", "登录服务没有响应，请稍后再试。", "登入服務沒有回應，請稍後再試。"),
        "no-account": Text("Nobody here has an account for you. Ask an administrator.", "这里还没有你的账号，请联系管理员。", "這裡還沒有你的帳號，請聯絡管理員。"),
        "passwords-off": Text("Passwords are switched off here. Sign in with the company's account.", "这里已停用密码登录，请用公司账号登录。", "這裡已停用密碼登入，請以公司帳號登入。"),
        "second-factor-needed": Text("Enter the code that your app shows.", "请输入验证器应用显示的验证码。", "請輸入驗證器應用程式顯示的驗證碼。"),
        "second-factor-required": Text("Set up a second factor first.", "请先设置两步验证。", "請先設定兩步驟驗證。"),
        "wrong-code": Text("The code is not right, or was used already.", "验证码不正确，或已经用过。", "驗證碼不正確，或已經用過。"),
        "not-signed-in": Text("Sign in first.", "请先登录。", "請先登入。"),
        "wrong-signature": Text("The sender could not be confirmed. Nothing was kept.", "无法确认发送方，没有保留任何内容。", "無法確認傳送方，沒有保留任何內容。"),
        "wrong-credentials": Text("Name or password is wrong.", "账号或密码不正确。", "帳號或密碼不正確。"),
        "weak-password": Text(
            "The password is too short or too common. Use at least 8 characters.", "密码太短或太常见，请至少用 8 个字符。", "密碼太短或太常見，請至少使用 8 個字元。"),
        "unknown-host": Text("This server is not known by that name.", "此服务器不使用这个地址。", "此伺服器不使用這個位址。"),
        "last-administrator": Text(
            "Nobody could administer any more. Make somebody else an administrator first.", "这样就没有管理员了。请先指定另一位管理员。", "這樣就沒有管理員了。請先指定另一位管理員。"),
        "name-looks-alike": Text(
            "The name looks like that of another account. Choose one that nobody mistakes.", "这个账号名与另一个账号过于相似，请换一个不会混淆的名称。",
            "這個帳號名稱與另一個帳號過於相似，請換一個不會混淆的名稱。"),
        "precondition-required": Text("Say which version you changed (If-Match).", "缺少版本信息（If-Match）。", "缺少版本資訊（If-Match）。"),
        "unsupported-media-type": Text("This kind of content is not understood here.", "不支持这种内容类型。", "不支援這種內容類型。"),
        "method-not-allowed": Text("That cannot be done here.", "这里不能这样操作。", "這裡不能這樣操作。"),
        "malformed-request": Text("This is no request that can be read.", "无法读取这个请求。", "無法讀取這個請求。"),
        "malformed-path": Text("This is no address that can be read.", "无法读取这个地址。", "無法讀取這個位址。"),
        "malformed-header": Text("A header cannot be read.", "无法读取请求头。", "無法讀取請求標頭。"),
        "missing-host": Text("The request does not say which server it is for.", "请求没有指明服务器。", "請求沒有指明伺服器。"),
        "malformed-content-length": Text("The length of the content cannot be read.", "无法读取内容长度。", "無法讀取內容長度。"),
        "length-required": Text("Say how long the content is.", "缺少内容长度。", "缺少內容長度。"),
        "unsupported-transfer-coding": Text("This way of sending is not understood here.", "不支持这种传输方式。", "不支援這種傳輸方式。"),
        "bad-upgrade": Text("This connection cannot be changed that way.", "无法这样升级连接。", "無法這樣升級連線。"),
        "bad-websocket-version": Text("This version of WebSocket is not spoken here.", "不支持这个 WebSocket 版本。", "不支援這個 WebSocket 版本。"),
        "unsupported-method": Text("This method is not known here.", "不支持这种请求方法。", "不支援這種請求方法。"),
        "unsupported-version": Text("This version of HTTP is not spoken here.", "不支持这个 HTTP 版本。", "不支援這個 HTTP 版本。"),
        "expectation-failed": Text("What the request expects cannot be met.", "无法满足请求的预期条件。", "無法滿足請求的預期條件。"),
        "target-too-long": Text("The address is too long.", "地址过长。", "位址過長。"),
        "headers-too-large": Text("The headers are too long.", "请求头过长。", "請求標頭過長。"),
        "body-too-large": Text("That is too much at once.", "内容过大。", "內容過大。"),
        "request-timeout": Text("The request took too long to arrive.", "请求传输超时。", "請求傳輸逾時。"),
        "no-answer": Text("The server did not answer in time. Try again shortly.", "服务器未能及时响应，请稍后再试。", "伺服器未能及時回應，請稍後再試。"),
        "no-room": Text("There is no room for that on the disk.", "磁盘空间不足。", "磁碟空間不足。"),
        "unsound-backup": Text("This is no sound backup. Nothing was changed.", "备份已损坏或不是桂冠的备份，没有任何改动。", "備份已損壞或不是桂冠的備份，沒有任何變更。"),
        "sealed-backup": Text(
            "The backup is sealed, and is opened by its secret key alone.", "备份已加密，必须使用对应的私钥才能打开。", "備份已加密，必須使用對應的私密金鑰才能開啟。"),
        "untried": Text(
            "Try the draft on past facts first, as it is now.", "请先用历史数据试算这份草案（修改后需重新试算）。", "請先以歷史資料試算這份草案（修改後需重新試算）。"),
        "unanswered": Text(
            "A written text names numbers that its rule does not have. Confirm that it is meant so, or mend it.",
            "说明文字中的数字与规则不一致，请修改，或确认无误。", "說明文字中的數字與規則不一致，請修改，或確認無誤。"),
        "internal": Text("Something went wrong here. Nothing was changed.", "服务器出现问题，没有任何改动。", "伺服器出現問題，沒有任何變更。"),
    ]
}
