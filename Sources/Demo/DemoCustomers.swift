/// A customer of the invented company.
struct DemoCustomer: Sendable {
    let id: String
    let name: String
    let isClassA: Bool
}

/// Names of companies that could exist, made as they are wanted; no two have the same number.
struct DemoCustomers: Sendable {
    private static let places = ["华东", "江南", "苏州", "宁波", "杭州", "无锡", "上海", "南京", "广州", "深圳", "佛山", "东莞", "厦门", "珠海", "中山", "惠州"]
    private static let words = ["精密", "宏图", "远洋", "恒信", "博雅", "启明", "金桥", "华泰", "瑞丰", "天成", "盛世", "汇通", "新源", "联创", "立方", "海川"]
    private static let trades = ["仪器有限公司", "机械有限公司", "电子科技有限公司", "医疗器械有限公司", "包装材料有限公司", "食品有限公司", "物流有限公司", "纺织有限公司", "化工有限公司", "自动化设备有限公司"]
    private static let foreign = ["Nordwind GmbH", "Harbour & Lee Ltd", "Sakura Trading K.K.", "Pacific Tools Inc.", "Lumen Asia Pte Ltd", "Van Dijk Machines B.V."]

    private var count = 0

    mutating func make(_ random: inout DemoRandom) -> DemoCustomer {
        count += 1
        let name = random.chance(0.06) ? random.pick(Self.foreign) : random.pick(Self.places) + random.pick(Self.words) + random.pick(Self.trades)
        return DemoCustomer(id: "C-\(1_000 + count)", name: name, isClassA: random.chance(0.15))
    }
}
