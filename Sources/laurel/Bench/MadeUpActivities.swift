import Glibc
import Identity
import JSON
import Periods
import RuleEngine

/// Activities as a CRM would report them: of ten, six sales, two payments, a visit, and a new customer or a training.
struct MadeUpActivities {
    let members: Int
    let time: Instant

    /// What the bench says of them.
    static let description = "of ten activities: 6 sales, 2 payments, a visit, a new customer or a training"

    func activity(_ number: Int) throws -> Activity {
        let (type, data) = content(number)
        return try Activity(source: "/bench", id: "a-\(number)", type: type, time: time, subject: BenchServer.id(member(number)), data: data)
    }

    /// As a CloudEvent, in JSON.
    func write(_ number: Int, to writer: inout JSONWriter) {
        let (type, data) = content(number)
        writer.object { writer in
            writer.member("specversion", "1.0")
            writer.member("id", "a-\(number)")
            writer.member("source", "/bench")
            writer.member("type", type)
            writer.member("time", time.rfc3339)
            writer.member("subject", BenchServer.id(member(number)))
            writer.member("datacontenttype", "application/json")
            writer.member("data", .object(data))
        }
    }

    /// Scattered over all, without randomness.
    private func member(_ number: Int) -> Int { number &* 7919 % members }

    private func content(_ number: Int) -> (type: String, data: JSONObject) {
        let amount = JSONValue.number(Decimal(Int64(1_000 + number &* 104_729 % 49_000)))
        let customer = JSONValue.string("customer-\(number)")
        switch number % 20 {
        case 0..<12:
            return ("sale.won", ["amount": amount, "customer": customer, "customer_class": number % 5 == 0 ? "A" : "B", "order": .string("SO-\(number)"), "product": "P-100"])
        case 12..<16: return ("payment.received", ["amount": amount, "customer": customer, "invoice": .string("INV-\(number)")])
        case 16, 17: return ("visit.made", ["customer": customer, "minutes": 45])
        case 18: return ("customer.won", ["customer": customer, "channel": "referral"])
        default: return ("training.passed", ["course": .string("course-\(number % 40)"), "score": 92])
        }
    }
}
