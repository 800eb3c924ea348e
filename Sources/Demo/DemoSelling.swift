import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// What a rep does on a day: sales with their customers, visits, trainings. The same for history and for the live hours.
struct DemoSelling: Sendable {
    struct Sale: Sendable {
        let key: ActivityKey
        let seller: MemberID
        let customer: DemoCustomer
        let amount: Int
        let time: Instant
        let splitWith: MemberID?
    }

    static let source = "/crm"
    private static let courses = ["产品知识认证", "大客户谈判基础", "合规与反贿赂", "CRM 使用实务", "Consultative selling", "商务英语", "渠道管理", "数据分析入门"]

    private var customers = DemoCustomers()
    private var books: [MemberID: [DemoCustomer]] = [:]
    private var numbers: [String: Int] = [:]
    /// In the live hours numbers are told by the clock, so that they differ from those of an earlier start.
    private var liveMillisecond: Int64?

    /// The order number is taken from the day, as order systems do it.
    private mutating func number(_ prefix: String, _ day: Day) -> String {
        let stem = "\(prefix)-\(day.text.filter { $0 != "-" })"
        if let liveMillisecond { return "\(stem)-\(liveMillisecond)" }
        numbers[stem, default: 0] += 1
        let count = "\(numbers[stem] ?? 1)"
        return "\(stem)-\(String(repeating: "0", count: max(0, 4 - count.count)))\(count)"
    }

    mutating func beginLive(at time: Instant, on day: Day, _ zone: Zone) {
        liveMillisecond = time.microseconds(since: zone.firstInstant(of: day)) / 1_000
    }

    /// A sale, and, where the customer is new, the customer before it.
    mutating func sale(
        by seller: DemoPerson, with helper: MemberID?, at time: Instant, on day: Day, isLarge: Bool, _ random: inout DemoRandom
    ) -> (sale: Sale, activities: [Activity]) {
        var activities: [Activity] = []
        var customer = books[seller.id].flatMap { $0.isEmpty || random.chance(0.12) ? nil : random.pick($0) }
        if customer == nil {
            let new = customers.make(&random)
            books[seller.id, default: []].append(new)
            customer = new
            activities += Self.activity(number("CW", day), "customer.won", time.adding(seconds: -600), seller.id, ["customer": .string(new.id), "customer_name": .string(new.name)])
        }
        let chosen = customer ?? customers.make(&random)
        let amount = isLarge ? random.whole(101...150) * 5_000 : Self.amount(random.chance(0.01) && seller.talent > 0.8 ? 150_000 : 7_000, seller.talent, &random)
        let sale = Sale(
            key: ActivityKey(source: Self.source, id: number("SO", day)), seller: seller.id, customer: chosen, amount: amount, time: time, splitWith: helper)
        activities += Self.activity(sale.key.id.text, "sale.won", time, seller.id, Self.data(of: sale, amount: amount))
        return (sale, activities)
    }

    private static func amount(_ typical: Double, _ talent: Double, _ random: inout DemoRandom) -> Int {
        min(340_000, max(600, Int(typical * random.spread() * (0.7 + 0.3 * talent)) / 50 * 50))
    }

    private static func data(of sale: Sale, amount: Int) -> JSONObject {
        var data: JSONObject = [
            "amount": .number(Decimal(amount)), "customer": .string(sale.customer.id), "customer_name": .string(sale.customer.name),
            "customer_class": .string(sale.customer.isClassA ? "A" : "B"),
        ]
        if let helper = sale.splitWith {
            data["credits"] = [["member": .string(sale.seller.text), "share": 0.6], ["member": .string(helper.text), "share": 0.4]]
        }
        return data
    }

    /// The order was cancelled.
    mutating func cancellation(of sale: Sale, at time: Instant, on day: Day) -> [Activity] {
        Self.activity(number("CN", day), "sale.cancelled", time, sale.seller, ["reverses": Self.link(to: sale.key), "reason": "客户取消订单"])
    }

    /// Part of the order was returned.
    mutating func correction(of sale: Sale, at time: Instant, on day: Day, _ random: inout DemoRandom) -> [Activity] {
        var data = Self.data(of: sale, amount: sale.amount * random.whole(50...90) / 100 / 50 * 50)
        data["replaces"] = Self.link(to: sale.key)
        return Self.activity(number("SA", day), "sale.adjusted", time, sale.seller, data)
    }

    mutating func payment(for sale: Sale, at time: Instant, on day: Day) -> [Activity] {
        let data: JSONObject = ["amount": .number(Decimal(sale.amount)), "customer": .string(sale.customer.id), "customer_name": .string(sale.customer.name)]
        return Self.activity(number("PR", day), "payment.received", time, sale.seller, data)
    }

    mutating func renewal(by rep: MemberID, at time: Instant, on day: Day, _ random: inout DemoRandom) -> [Activity] {
        guard let customers = books[rep], !customers.isEmpty else { return [] }
        let customer = random.pick(customers)
        return Self.activity(number("CR", day), "customer.retained", time, rep, ["customer": .string(customer.id), "customer_name": .string(customer.name)])
    }

    mutating func visit(by rep: MemberID, at time: Instant, on day: Day, _ random: inout DemoRandom) -> [Activity] {
        guard let customers = books[rep], !customers.isEmpty else { return [] }
        let customer = random.pick(customers)
        return Self.activity(number("VI", day), "visit.made", time, rep, ["customer": .string(customer.id), "customer_name": .string(customer.name)])
    }

    mutating func training(by rep: MemberID, at time: Instant, on day: Day, _ random: inout DemoRandom) -> [Activity] {
        Self.activity(number("TR", day), "training.passed", time, rep, ["course": .string(random.pick(Self.courses))])
    }

    private static func link(to key: ActivityKey) -> JSONValue { ["source": .string(key.source.text), "id": .string(key.id.text)] }

    /// None where it were malformed, which nothing made here is.
    private static func activity(_ id: String, _ type: String, _ time: Instant, _ subject: MemberID, _ data: JSONObject) -> [Activity] {
        (try? Activity(source: source, id: id, type: type, time: time, subject: subject.text, data: data)).map { [$0] } ?? []
    }
}
