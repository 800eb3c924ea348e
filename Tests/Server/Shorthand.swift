import Identity
import JSON
import Mailboxes
import PointsEngine
import RuleEngine
import TestClients
import Testing

extension TestCaller {
    func put(_ path: String, _ json: JSONValue, etag: String? = nil) throws -> HTTPClient.Response { try change("PUT", path, json, etag) }
    func patch(_ path: String, _ json: JSONValue, etag: String? = nil) throws -> HTTPClient.Response { try change("PATCH", path, json, etag) }
    func delete(_ path: String, etag: String? = nil) throws -> HTTPClient.Response { try change("DELETE", path, nil, etag) }

    /// A creation that may be repeated with the same key.
    func post(_ path: String, _ json: JSONValue, key: String) throws -> HTTPClient.Response { try post(path, json, headers: ["Idempotency-Key": key]) }

    private func change(_ method: String, _ path: String, _ json: JSONValue?, _ etag: String?) throws -> HTTPClient.Response {
        try send(method, path, json?.bytes, headers: etag.map { ["If-Match": "\"\($0)\""] } ?? [:])
    }
}

extension HTTPClient.Response {
    var items: [JSONValue] { json["items"]?.array ?? [] }
    /// The first item with this id.
    func item(_ id: String) -> JSONValue? { items.first { $0["id"]?.string == id } }
    var etag: String? { json["etag"]?.string }
}

extension JSONValue {
    subscript(_ index: Int) -> JSONValue? { array.flatMap { $0.indices.contains(index) ? $0[index] : nil } }
}

/// Expects a refusal: its status and code, and the field that it points at.
func expectRefusal(
    _ answer: HTTPClient.Response, _ status: Int, _ code: String, at pointer: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(answer.status == status, "\(answer.text)", sourceLocation: sourceLocation)
    #expect(answer.code == code, "\(answer.text)", sourceLocation: sourceLocation)
    #expect(answer.header("content-type") == "application/problem+json", sourceLocation: sourceLocation)
    if let pointer { #expect(answer.json["errors"]?[0]?["pointer"]?.string == pointer, "\(answer.text)", sourceLocation: sourceLocation) }
}

extension ServerHarness {
    /// Points that can be spent at once.
    func give(_ points: Points, to member: String) throws {
        let id = RequestID("given-\(member)-\(points)-\(clock.now.microseconds)")
        try carryOut([Adjust(id: id, member: MemberID(member), points: points, reason: "given")])
    }

    func offer(_ id: String, cost: Points, stock: Int64? = nil, limit: Reward.Limit? = nil, tier: String? = nil) throws {
        try carryOut([PutReward(reward: Reward(id: id, title: LocalizedText(id), cost: cost, tier: tier, stock: stock, limit: limit), revision: nil)])
    }

    func setRole(_ member: String, _ role: Role) throws {
        var change = ChangeMember(id: MemberID(member))
        change.role = role
        try carryOut([change])
    }

    /// A redemption as its member made it; what costs more than 500 waits for somebody.
    @discardableResult
    func redeem(_ id: String, _ reward: String, by member: String) throws -> RequestID {
        try carryOut([Redeem(id: RequestID(id), member: MemberID(member), reward: reward)], by: .member(MemberID(member)))
        return RequestID(id)
    }
}

/// One server for tests that change nothing, or only what nobody else looks at.
enum Shared {
    // Proof: it is made once, and tests only open connections to it; nobody stops or restarts it.
    nonisolated(unsafe) private static let started = Result { try ServerHarness() }

    static var laurel: ServerHarness { get throws { try started.get() } }
}

/// Waits until something is so, looking again and again; false when it does not become so in a minute. What is thrown is not so.
func eventually(_ condition: () throws -> Bool) -> Bool {
    let deadline = Socket.now + 60_000, pause = Signal()
    while (try? condition()) != true {
        if Socket.now > deadline { return false }
        pause.wait(atMost: .milliseconds(5))
    }
    return true
}
