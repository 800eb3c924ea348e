import Files
import Identity
import JSON
import Periods
import PointsEngine

/// What a row or a body asks for, as people and programs read it.
extension ImportedRow.Item {
    /// `activity`, `member`, `team`, `customer`.
    package var kind: String {
        switch command {
        case is PutTeam: "team"
        case is PutMember: "member"
        case is PutCustomer: "customer"
        default: "activity"
        }
    }

    package var id: String {
        switch command {
        case let record as RecordActivity: record.activity.key.id.text
        case let member as PutMember: member.id.text
        case let team as PutTeam: team.id.text
        case let customer as PutCustomer: customer.id.text
        default: ""
        }
    }

    /// Whole, with what kind of thing it is.
    package var json: JSONObject {
        var object: JSONObject = ["kind": .string(kind), "id": .string(id)]
        switch command {
        case let record as RecordActivity:
            let activity = record.activity
            object["source"] = .string(activity.key.source.text)
            object["type"] = .string(activity.type)
            object["time"] = .string(activity.time.rfc3339)
            object["member"] = activity.subject.map { .string($0.text) }
            object["data"] = .object(activity.data)
        case let member as PutMember:
            object["name"] = member.defaults.contains(.name) ? nil : .string(member.name)
            object["team"] = member.team.map { .string($0.text) }
            object["role"] = member.defaults.contains(.role) ? nil : .string(member.role.rawValue)
            object["joined"] = member.joined.map { .string($0.rfc3339) }
            object["attributes"] = member.attributes.isEmpty ? nil : .object(member.attributes)
        case let team as PutTeam:
            object["name"] = team.defaults.contains(.name) ? nil : .string(team.name.text(in: []))
            object["parent"] = team.parent.map { .string($0.text) }
        case let customer as PutCustomer:
            object["name"] = customer.name.map { .string($0) }
            object["owner"] = customer.owner.map { .string($0.text) }
            object["potential"] = customer.potential.map { .number($0) }
            object["since"] = customer.since.map { .string($0.rfc3339) }
            object["attributes"] = customer.attributes.map { .object($0) }
        default: break
        }
        return object
    }
}

extension HookMap {
    /// What a body would become: `{"parts": [{"index": 0, "items": […], "fault": …}]}`, or why it does not fit.
    package func shown(_ delivery: HookDelivery, _ calendar: CompanyCalendar) -> JSONObject {
        do throws(HookFault) {
            let parts = try parts(of: delivery, calendar)
            return ["fault": .null, "parts": .array(parts.enumerated().map { index, part in
                .object([
                    "index": .number(Decimal(index)), "items": .array(part.items.map { .object($0.json) }),
                    "fault": part.fault.map { .string("\($0.field): \($0.message)") } ?? .null,
                ])
            })]
        } catch {
            return ["fault": .string(error.description), "parts": .array([])]
        }
    }
}
