import JSON
import Mailboxes
import PointsEngine
import Store
import Web

/// `GET /members/{id}/export`: all that is known of a person, for that person. The audit trail says that it went out.
enum ExportMemberCall {
    static let endpoint = Endpoint(
        .get, "/members/{id}/export", .atLeast(.admin, .admin),
        "All that is known of a person, for that person.",
        gives: .json([
            "made": .instant, "member": "Member", "accounts": .list(row), "sessions": .list(row), "records": .list(row), "deeds": .list(row),
            "activities": .list(row), "entries": .list(row), "appraisals": .list(row), "requests": .list(row), "badges": .list(row),
            "thanks": .list(row), "notices": .list(row), "preferences": .list(row), "wishes": .list(row), "answers": .list(row),
        ])
    ) { call in
        let member = try call.member(), now = call.now
        let view = MemberView(directory: call.directory, caller: call.caller, now: now)
        call.noteExport("member \(member.id.text)")
        let services = call.site.services
        try LongWork.begin(call, .heavy) { _ in
            let reader = try services.runtime.readers.own(), available = try reader.wallet(member.id).available(at: now)
            var parts: [(name: String, rows: [JSONObject])] = []
            try reader.everything(of: member.id) { part, row in
                if parts.last?.name != part { parts.append((part, [])) }
                parts[parts.count - 1].rows.append(row)
            }
            var response = Response.json { writer in
                writer.object { writer in
                    writer.member("made", now.rfc3339)
                    writer.key("member")
                    view.write(member, available: available, withStays: true, to: &writer)
                    for name in ["account", "session", "record", "deed", "activity", "entry", "appraisal", "request", "badge", "thanks", "notice", "preference", "wish", "answer"] {
                        writer.array(Self.plural(name)) { writer in
                            for part in parts where part.name == name { for row in part.rows { writer.value(.object(row)) } }
                        }
                    }
                }
            }
            response.headers.append(.init("Content-Disposition", "attachment; filename=\"member.json\""))
            return response
        }
    }

    /// As it is recorded.
    private static let row = Shape.open("columns of a row, by name; what is not there is left out")

    private static func plural(_ name: String) -> String {
        switch name {
        case "activity": "activities"
        case "entry": "entries"
        case "thanks": "thanks"
        case "wish": "wishes"
        default: name + "s"
        }
    }
}
