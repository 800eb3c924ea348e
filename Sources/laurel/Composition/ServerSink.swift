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
        guard let files else { throw CLIError("the server does not tell its rules") }
        return try RulesFolder(files, zones: ZoneFiles.database()).company.calendar
    }

    /// Everybody of a company of usual size; of a larger one the first.
    func names() throws -> ImportNames { try calls.names() }

    func send(_ items: [ImportedRow.Item], reply: @escaping @Sendable ([ImportVerdict]) -> Void) {
        let isTaken = batches.send { [calls] in reply(calls.verdicts(items)) }
        if isTaken != .delivered { reply(items.map { _ in .unavailable("too many batches are under way") }) }
    }
}

/// Calls of the API for what rows ask for, one after the other.
private struct ServerCalls: Sendable {
    let client: OwnerClient

    func names() throws -> ImportNames {
        ImportNames(members: try ids("/members?left=true&limit=500"), teams: try ids("/teams"))
    }

    private func ids(_ path: String) throws -> [String] {
        var ids: [String] = [], after: String?
        repeat {
            let page = try client.call("GET", path + (after.map { "&after=\(OwnerClient.escaped($0))" } ?? ""))
            ids += (page["items"]?.array ?? []).compactMap { $0["id"]?.string }
            after = page["next"]?.string
        } while after != nil && ids.count < Self.mostNames
        return ids
    }

    private static let mostNames = 20_000

    func verdicts(_ items: [ImportedRow.Item]) -> [ImportVerdict] {
        var verdicts: [ImportVerdict] = []
        var activities: [(item: ImportedRow.Item, activity: Activity)] = []
        for item in items {
            // Order matters: activities that came before a member are not sent behind it, nor the other way round.
            if let activity = (item.command as? RecordActivity)?.activity {
                activities.append((item, activity))
                continue
            }
            verdicts += post(activities)
            activities = []
            verdicts.append(post(item))
        }
        return verdicts + post(activities)
    }

    private func post(_ item: ImportedRow.Item) -> ImportVerdict {
        switch item.command {
        case let team as PutTeam:
            var body: JSONObject = ["name": .string(team.name.text(in: [])), "parent": team.parent.map { .string($0.text) } ?? .null]
            if let revision = team.revision {
                return verdict("PATCH", "/teams/\(OwnerClient.escaped(team.id.text))", body, of: item, headers: ["If-Match": "\"\(revision)\""])
            }
            body["id"] = .string(team.id.text)
            body["defaults"] = Self.words(team.defaults)
            return verdict("POST", "/teams", body, of: item)
        case let member as PutMember:
            var body: JSONObject = [
                "id": .string(member.id.text), "name": .string(member.name), "role": .string(member.role.rawValue),
                "team": member.team.map { .string($0.text) } ?? .null, "defaults": Self.words(member.defaults),
            ]
            if let joined = member.joined { body["joined"] = .string(joined.rfc3339) }
            if !member.attributes.isEmpty { body["attributes"] = .object(member.attributes) }
            return verdict("POST", "/members", body, of: item)
        case let customer as PutCustomer:
            var body: JSONObject = ["id": .string(customer.id.text), "defaults": Self.words(customer.defaults)]
            body["name"] = customer.name.map { .string($0) }
            body["owner"] = customer.owner.map { .string($0.text) }
            body["potential"] = customer.potential.map { .number($0) }
            body["attributes"] = customer.attributes.map { .object($0) }
            body["since"] = customer.since.map { .string($0.rfc3339) }
            return verdict("POST", "/customers", body, of: item)
        default:
            return .refused(ImportReason(code: "malformed", message: "rows are members, teams, customers and activities"))
        }
    }

    private static func words<Field: RawRepresentable>(_ fields: Set<Field>) -> JSONValue where Field.RawValue == String {
        .array(fields.map(\.rawValue).sorted().map { .string($0) })
    }

    private func verdict(_ method: String, _ path: String, _ body: JSONObject, of item: ImportedRow.Item, headers: [String: String] = [:]) -> ImportVerdict {
        do {
            let answer = try client.send(method, path, JSONValue.object(body).canonicalBytes, headers: headers)
            // A change is new too, though it answers 200.
            if answer.isDone { return answer.status == 201 || method == "PATCH" ? .recorded : .duplicate }
            return Self.verdict(answer, of: item)
        } catch {
            return .unavailable("\(error)")
        }
    }

    /// What a problem says of one item.
    private static func verdict(_ answer: OwnerClient.Answer, of item: ImportedRow.Item) -> ImportVerdict {
        let problem = answer.json?.object, fault = problem?["errors"]?[0]?.object
        return verdict(
            code: problem?["code"]?.string, pointer: fault?["pointer"]?.string, detail: fault?["detail"]?.string ?? problem?["detail"]?.string,
            of: item) ?? .unavailable(answer.problem)
    }

    /// Nil where the code is none of the engine's.
    private static func verdict(code: String?, pointer: String?, detail: String?, of item: ImportedRow.Item) -> ImportVerdict? {
        guard let code = code.flatMap(Code.init) else { return nil }
        return ImportVerdict(Refusal(code, at: pointer, detail), of: item)
    }

    // MARK: Activities

    /// Well below what a request may hold.
    private static let longestBody = 2 << 20

    private func post(_ activities: [(item: ImportedRow.Item, activity: Activity)]) -> [ImportVerdict] {
        var verdicts: [ImportVerdict] = []
        var body: [UInt8] = [], items: [ImportedRow.Item] = []
        for (item, activity) in activities {
            let event = Self.event(activity).canonicalBytes
            if body.count + event.count > Self.longestBody {
                verdicts += postBatch(body, items)
                (body, items) = ([], [])
            }
            body += [UInt8(ascii: items.isEmpty ? "[" : ",")] + event
            items.append(item)
        }
        return items.isEmpty ? verdicts : verdicts + postBatch(body, items)
    }

    private func postBatch(_ events: [UInt8], _ items: [ImportedRow.Item]) -> [ImportVerdict] {
        do {
            let answer = try client.send(
                "POST", "/activities", events + [UInt8(ascii: "]")], headers: ["Content-Type": "application/cloudevents-batch+json"])
            guard let results = answer.json?.object?["results"]?.array, results.count == items.count else {
                return items.map { Self.verdict(answer, of: $0) }
            }
            return zip(results, items).map { Self.verdict($0, of: $1) }
        } catch {
            return items.map { _ in .unavailable("\(error)") }
        }
    }

    private static func verdict(_ result: JSONValue, of item: ImportedRow.Item) -> ImportVerdict {
        let error = result.object?["error"]?.object
        switch result.object?["status"]?.string {
        case "recorded": return .recorded
        case "duplicate": return .duplicate
        default:
            let known = verdict(code: error?["code"]?.string, pointer: error?["pointer"]?.string, detail: error?["detail"]?.string, of: item)
            return known ?? .refused(ImportReason(code: error?["code"]?.string ?? "malformed", message: error?["detail"]?.string ?? "the server refuses it"))
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
