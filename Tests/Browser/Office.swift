import Delivering
import Identity
import JSON
import Periods
import PointsEngine
import SignIn
import TestServer

/// A server with people and points, for browsers to look at.
final class Office {
    let laurel: ServerHarness
    static let password = "long enough for all"
    static let root = ServerHarness.root

    /// - Parameter sales: amounts by member; 100 is a point.
    init(
        sales: [(member: String, amount: Int)] = [("wang.wei", 90_000), ("zhou.xiaotong", 70_000), ("ma.chao", 50_000), ("li.na", 20_000)], at now: Instant = ServerHarness.start, rules: String? = nil,
        delivering: DeliverySettings? = nil, openID: OpenIDSettings? = nil
    ) throws {
        laurel = try ServerHarness(at: now, password: Self.password) { configuration in
            configuration.options.rulesFolder = rules
            configuration.delivering = delivering
            configuration.options.openID = openID
        }
        for (index, sale) in sales.enumerated() { try sell("SO-\(index + 1)", to: sale.member, for: sale.amount) }
    }

    /// Reports a sale with the token of an integration.
    func sell(_ id: String, to member: String, for amount: Int, more: [(String, JSONValue)] = []) throws {
        let answer = try laurel.token(["activities:write"]).post("/activities", Sample.sale(id, of: member, amount: amount, more: more))
        guard answer.status == 200 || answer.status == 201 else { throw HarnessFailure("\(answer.status) \(answer.text)") }
    }

    /// Gives points that can be spent at once.
    func give(_ points: Int, to member: String) throws {
        let adjust = Adjust(id: RequestID("given-\(member)-\(points)"), member: MemberID(member), points: Points(points), reason: "for a test")
        try laurel.carryOut([adjust])
    }

    /// A browser in which the account is signed in already.
    func browser(of account: String, _ reader: Reader = .chinese, size: Size = .desktop, isDark: Bool = false) throws -> Browser {
        let browser = try newBrowser(reader, size: size, isDark: isDark)
        let cookie = try laurel.browser(account).reading["Cookie"] ?? ""
        try browser.open("/mark.svg")
        try browser.setCookie("laurel", String(cookie.dropFirst("laurel=".count)))
        return browser
    }

    /// A browser in which nobody is signed in.
    func newBrowser(_ reader: Reader = .chinese, size: Size = .desktop, isDark: Bool = false) throws -> Browser {
        guard let port = laurel.server.port else { throw HarnessFailure("no port") }
        return try Browser(reader, of: laurel, port: port, size: size, isDark: isDark)
    }
}
