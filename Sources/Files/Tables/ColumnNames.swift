/// What a column of a table is for.
package enum ColumnMeaning: String, Hashable, Sendable, CaseIterable {
    case member, memberName = "member-name", team, parentTeam = "parent-team", role, joined
    case activity, type, time, amount
    case customer, customerName = "customer-name", product
    /// Kept in the data of the activity under its own name.
    case data
    case ignored
}

/// Names of columns as CRMs, payrolls and people write them, in English and in both forms of Chinese.
package enum ColumnNames {
    /// Nil: the name tells nothing.
    package static func meaning(of name: String) -> ColumnMeaning? { byName[folded(name)] }

    /// Without what people write differently: capital letters, spaces, signs, a unit in brackets.
    static func folded(_ name: String) -> String {
        let bare = name.trimmed.prefix { $0 != "(" && $0 != "（" && $0 != "[" && $0 != "【" }
        return String((bare.isEmpty ? name[...] : bare).lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "#" })
    }

    private static let byName: [String: ColumnMeaning] = {
        var names: [String: ColumnMeaning] = [:]
        for (meaning, words) in words {
            for word in words.split(separator: "|") { names[folded(String(word))] = meaning }
        }
        return names
    }()

    private static let words: [(ColumnMeaning, String)] = [
        (.member, """
            member|member id|rep|rep id|sales rep|sales rep id|salesperson|sales person|sales agent|agent|agent id|owner|owner id|deal owner|opportunity owner|account owner|employee|employee id|\
            employee no|employee number|employeekey|staff id|user id|seller|assigned to|成员|成员编号|成员账号|员工|员工编号|员工号|工号|员工工号|销售|销售员|销售人员|销售代表|销售工号|业务员|负责人|跟进人|归属人|\
            所有人|成員|成員編號|成員帳號|員工|員工編號|員工號|工號|員工工號|銷售|銷售員|銷售人員|銷售代表|業務|業務員|業務人員|負責人|跟進人|歸屬人|所有人|账号|帳號|订单负责人|訂單負責人|商机负责人|商機負責人
            """),
        (.memberName, """
            name|full name|member name|employee name|rep name|staff name|姓名|成员姓名|员工姓名|销售姓名|名字|成員姓名|員工姓名|銷售姓名|業務姓名
            """),
        (.team, """
            team|team id|team name|department|dept|manager|group|sales team|branch|office|团队|部门|所属部门|所属团队|销售团队|小组|分公司|門市|门店|團隊|部門|所屬部門|所屬團隊|銷售團隊|小組|主管|经理|經理
            """),
        (.parentTeam, "region|regional office|division|parent team|territory|area|大区|区域|片区|上级部门|上级团队|事业部|大區|區域|片區|上級部門|上級團隊|事業部"),
        (.role, "role|角色|职位角色|職位角色"),
        (.joined, "joined|join date|hire date|start date|hired|入职日期|入职时间|加入日期|入職日期|到職日|到職日期|入職時間|加入日期"),
        (.activity, """
            id|#|no|number|order id|order no|order number|sales order number|salesordernumber|deal id|opportunity id|invoice|invoice no|invoice number|record id|transaction id|contract no|\
            编号|单号|订单号|订单编号|合同编号|合同号|商机编号|流水号|记录编号|回款编号|销售订单编号|發票號碼|编码|編號|單號|訂單號|訂單編號|合約編號|合同編號|商機編號|流水號|記錄編號|回款編號|銷售訂單編號|交易編號|交易编号
            """),
        (.type, "type|activity type|event type|event|类型|业务类型|事件类型|类别|類型|業務類型|事件類型|類別"),
        (.time, """
            date|time|close date|closed|closed date|order date|sale date|sold on|date of sale|invoice date|payment date|created|created at|created time|timestamp|日期|时间|成交日期|成交时间|签约日期|\
            下单日期|下单时间|订单日期|签单日期|销售日期|回款日期|收款日期|付款日期|创建时间|创建日期|完成日期|時間|成交日期|成交時間|簽約日期|下單日期|下單時間|訂單日期|簽單日期|銷售日期|收款日期|建立時間|建立日期|完成日期
            """),
        (.amount, """
            amount|value|close value|deal value|deal amount|sales|sales amount|revenue|total|price|net amount|order total|order amount|金额|成交金额|订单金额|销售额|销售金额|合同金额|回款金额|实收金额|总价|\
            总额|合计|業績|业绩|金額|成交金額|訂單金額|銷售額|銷售金額|合約金額|合同金額|回款金額|收款金額|實收金額|總價|總額|合計
            """),
        (.customer, """
            customer|customer id|client|client id|account|account id|account name|company|buyer|客户|客户编号|客户名称|客户名|公司|公司名称|买家|客戶|客戶編號|客戶名稱|客戶名|公司名稱|買家|客户公司|客戶公司
            """),
        (.customerName, "customer name|client name"),
        (.product, "product|product name|item|sku|product id|产品|产品名称|商品|商品名称|品名|產品|產品名稱|商品名稱"),
    ]
}
