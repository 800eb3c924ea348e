import Identity
import JSON

extension Activity {
    static func link(in data: JSONObject) throws(Refusal) -> Link? {
        let reverses = data["reverses"], replaces = data["replaces"]
        if reverses != nil, replaces != nil {
            throw Refusal(.malformed, at: "/data/replaces", "an activity reverses or replaces, not both")
        }
        if let reverses { return .reverses(try target(reverses, at: "/data/reverses")) }
        if let replaces { return .replaces(try target(replaces, at: "/data/replaces")) }
        return nil
    }

    private static func target(_ value: JSONValue, at pointer: String) throws(Refusal) -> ActivityKey {
        guard let link = value.object, let source = link["source"]?.string, let id = link["id"]?.string else {
            throw Refusal(.malformed, at: pointer, "a link is {source, id}")
        }
        return ActivityKey(source: source, id: id)
    }

    static func credits(in data: JSONObject) throws(Refusal) -> [Credit]? {
        guard let value = data["credits"] else { return nil }
        guard let list = value.array, list.count <= maximumCredits else {
            throw Refusal(.malformed, at: "/data/credits", "credits are a list of at most \(maximumCredits)")
        }
        var credits: [Credit] = []
        for (index, item) in list.enumerated() {
            guard let member = item["member"]?.string, let share = item["share"]?.number else {
                throw Refusal(.malformed, at: "/data/credits/\(index)", "a credit is {member, share}")
            }
            credits.append(Credit(member: MemberID(member), share: share))
        }
        return credits
    }

    private static let maximumCredits = 100

    /// Shares are positive, each member stands once, and together they are exactly 1. They are taken as they were sent, with at most
    /// `Share.digits` fraction digits: the sum of such is exact, or it is not 1.
    package func checkShares() throws(Refusal) {
        guard let credits else { return }
        let sum = try? Decimal.sum(credits.lazy.map(\.share))
        guard credits.allSatisfy({ Share($0.share) != nil }), Set(credits.map(\.member)).count == credits.count, sum == .one else {
            throw Refusal(.sharesDoNotSum, at: "/data/credits")
        }
    }
}

extension JSONObject {
    /// Every number in it rounded half-even to four digits; most come so, and are not made anew.
    package func rounded() -> JSONObject {
        allSatisfy(\.value.isRounded) ? self : JSONObject(map { ($0.key, $0.value.rounded()) })
    }
}

extension JSONValue {
    fileprivate static let factDigits = 4

    fileprivate var isRounded: Bool {
        switch self {
        case .number(let number): number.exponent >= -Self.factDigits
        case .array(let items): items.allSatisfy(\.isRounded)
        case .object(let object): object.allSatisfy(\.value.isRounded)
        case .null, .bool, .string: true
        }
    }

    fileprivate func rounded() -> JSONValue {
        switch self {
        case .number(let number): .number(number.rounded(toFractionDigits: Self.factDigits, .halfEven))
        case .array(let items): .array(items.map { $0.rounded() })
        case .object(let object): .object(object.rounded())
        case .null, .bool, .string: self
        }
    }
}
