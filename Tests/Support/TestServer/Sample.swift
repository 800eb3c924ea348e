import JSON
import Periods

/// Activities as a CRM would report them.
package enum Sample {
    package static func sale(_ id: String, of member: String, amount: Int, at time: String = "2026-11-20T01:00:00Z", more: [(String, JSONValue)] = []) -> JSONValue {
        activity(id, "sale.won", of: member, at: time, data: JSONObject([("amount", .number(Decimal(amount)))] + more))
    }

    package static func training(_ id: String, of member: String, course: String = "Negotiation", at time: String = "2026-11-20T01:00:00Z") -> JSONValue {
        activity(id, "training.passed", source: "/lms", of: member, at: time, data: ["course": .string(course)])
    }

    package static func reversal(_ id: String, of earlier: String, source: String = "/crm", at time: String = "2026-11-20T01:30:00Z") -> JSONValue {
        activity(id, "sale.lost", source: source, of: nil, at: time, data: ["reverses": ["source": .string(source), "id": .string(earlier)]])
    }

    package static func activity(
        _ id: String, _ type: String, source: String = "/crm", of member: String?, at time: String, data: JSONObject
    ) -> JSONValue {
        var event: JSONObject = ["id": .string(id), "source": .string(source), "type": .string(type), "time": .string(time), "data": .object(data)]
        if let member { event["subject"] = .string(member) }
        return .object(event)
    }
}
