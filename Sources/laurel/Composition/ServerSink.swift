import Files
import Identity
import Imports
import JSON
import Mailboxes
import Periods
import PointsEngine
import RuleEngine

/// Hands rows to a running server over its HTTP API, batch by batch on a thread of its own: the next rows are read meanwhile.
final class ServerSink: ImportSink {
    private let batches = WorkQueue<@Sendable () -> Void>(limit: 16)
    private let thread: PlainThread
    private let calls: ServerCalls

    init(_ client: OwnerClient) {
        calls = ServerCalls(client: client)
        thread = PlainThread("import") { [batches] in
            while let batch = batches.take() { batch() }
        }
    }

    deinit {
        batches.close()
        thread.join()
    }

    /// The calendar that the server counts by.
    static func calendar(of client: OwnerClient) throws -> CompanyCalendar {
        let files = try client.call("GET", "/rules/files").object?["files"].flatMap { RuleSources(json: $0) }
        guard let files else { throw Trouble("the server does not tell its rules") }
        return try RulesFolder(files, zones: ZoneFiles.database()).company.calendar
    }

    func send(_ items: [ImportedRow.Item], reply: @escaping @Sendable ([ImportVerdict]) -> Void) {
        let isTaken = batches.send { [calls] in reply(calls.verdicts(items)) }
        if isTaken != .delivered { reply(items.map { _ in .unavailable("too many batches are under way") }) }
    }
}

/// Calls of the API for what rows ask for, one after the other.
private struct ServerCalls: Sendable {
    let client: OwnerClient

    func verdicts(_ items: [ImportedRow.Item]) -> [ImportVerdict] {
        var verdicts: [ImportVerdict] = []
        var activities: [Activity] = []
        for item in items {
            // Order matters: activities that came before a member are not sent behind it, nor the other way round.
            if case .record(let activity) = item.command {
                activities.append(activity)
                continue
            }
            verdicts += post(activities)
            activities = []
            verdicts.append(post(item.command))
        }
        return verdicts + post(activities)
    }

    private func post(_ command: Command) -> ImportVerdict {
        switch command {
        case .putTeam(let team):
            var body: JSONObject = ["id": .string(team.id.text), "name": .string(team.name.text(in: []))]
            if let parent = team.parent { body["parent"] = .string(parent.text) }
            return verdict("/teams", body)
        case .putMember(let member):
            var body: JSONObject = ["id": .string(member.id.text), "name": .string(member.name), "role": .string(member.role.rawValue)]
            if let team = member.team { body["team"] = .string(team.text) }
            return verdict("/members", body)
        default:
            return .refused(code: "malformed", message: "rows are members, teams and activities")
        }
    }

    private func verdict(_ path: String, _ body: JSONObject) -> ImportVerdict {
        do {
            let answer = try client.send("POST", path, JSONValue.object(body).canonicalBytes)
            if answer.isDone { return answer.status == 201 ? .recorded : .duplicate }
            return Self.verdict(answer.json?.object?["code"]?.string ?? "\(answer.status)", answer.problem)
        } catch {
            return .unavailable("\(error)")
        }
    }

    private static func verdict(_ code: String, _ message: String) -> ImportVerdict {
        switch code {
        case "conflict": .conflicting(message)
        case "overloaded", "read-only", "clock-doubted": .unavailable(message)
        default: .refused(code: code, message: message)
        }
    }

    // MARK: Activities

    /// Well below what a request may hold.
    private static let longestBody = 2 << 20

    private func post(_ activities: [Activity]) -> [ImportVerdict] {
        var verdicts: [ImportVerdict] = []
        var body: [UInt8] = [], count = 0
        for activity in activities {
            let event = Self.event(activity).canonicalBytes
            if body.count + event.count > Self.longestBody {
                verdicts += postBatch(body, count)
                (body, count) = ([], 0)
            }
            body += [UInt8(ascii: count == 0 ? "[" : ",")] + event
            count += 1
        }
        return count == 0 ? verdicts : verdicts + postBatch(body, count)
    }

    private func postBatch(_ events: [UInt8], _ count: Int) -> [ImportVerdict] {
        let all = { (verdict: ImportVerdict) in Array(repeating: verdict, count: count) }
        do {
            let answer = try client.send(
                "POST", "/activities", events + [UInt8(ascii: "]")], headers: ["Content-Type": "application/cloudevents-batch+json"])
            guard let results = answer.json?.object?["results"]?.array, results.count == count else {
                return all(Self.verdict(answer.json?.object?["code"]?.string ?? "\(answer.status)", answer.problem))
            }
            return results.map(Self.verdict)
        } catch {
            return all(.unavailable("\(error)"))
        }
    }

    private static func verdict(_ result: JSONValue) -> ImportVerdict {
        let error = result.object?["error"]?.object
        switch result.object?["status"]?.string {
        case "recorded": return .recorded
        case "duplicate": return .duplicate
        default: return verdict(error?["code"]?.string ?? "conflict", error?["detail"]?.string ?? "the same identity with other content is recorded already")
        }
    }

    private static func event(_ activity: Activity) -> JSONValue {
        var event: JSONObject = [
            "specversion": "1.0", "id": .string(activity.key.id.text), "source": .string(activity.key.source.text), "type": .string(activity.type),
            "time": .string(activity.time.rfc3339), "data": .object(activity.data),
        ]
        if let subject = activity.subject { event["subject"] = .string(subject.text) }
        return .object(event)
    }
}
