import JSON
import TestClients

/// A client of the API with its credentials, over one connection. Paths are below `/api/v1`, unless they begin with it or with `!`.
/// Every answer is held against the API's own description; what differs is thrown.
package struct TestCaller {
    package let client: HTTPClient
    /// Headers of reads, and of writes.
    package let reading: [String: String]
    package let writing: [String: String]
    /// The server lives as long as somebody may call it.
    private let laurel: ServerHarness

    init(_ client: HTTPClient, of laurel: ServerHarness, reading: [String: String], writing: [String: String]) {
        (self.client, self.laurel, self.reading, self.writing) = (client, laurel, reading, writing)
    }

    package func get(_ path: String, headers: [String: String] = [:]) throws -> HTTPClient.Response {
        try described("GET", path, nil) { try client.get(target(path), headers: reading.merging(headers) { $1 }) }
    }

    package func post(_ path: String, _ json: JSONValue, headers: [String: String] = [:]) throws -> HTTPClient.Response {
        try send("POST", path, json.bytes, headers: headers)
    }

    /// A write with a body; `application/json` unless `headers` say otherwise.
    package func send(_ method: String, _ path: String, _ body: [UInt8]? = nil, headers: [String: String] = [:]) throws -> HTTPClient.Response {
        let type = body == nil ? [:] : ["Content-Type": "application/json"]
        return try described(method, path, body) {
            try client.request(method, target(path), headers: writing.merging(type) { $1 }.merging(headers) { $1 }, body: body)
        }
    }

    private func described(_ method: String, _ path: String, _ body: [UInt8]?, _ exchange: () throws -> HTTPClient.Response) throws -> HTTPClient.Response {
        let answer = try exchange()
        guard !path.hasPrefix("!") else { return answer }
        let faults = try laurel.description().faults(method, target(path), body: body, answer)
        guard faults.isEmpty else { throw HarnessFailure(faults.prefix(5).joined(separator: "\n")) }
        return answer
    }

    /// Sends a creation, and does not wait for the answer.
    package func sendOnly(_ method: String, _ path: String, _ json: JSONValue, key: String) throws {
        try client.send(
            method, target(path), headers: writing.merging(["Content-Type": "application/json", "Idempotency-Key": key]) { $1 }, body: json.bytes)
    }

    private func target(_ path: String) -> String { path.hasPrefix("!") ? String(path.dropFirst()) : "/api/v1" + path }
}

extension HTTPClient.Response {
    /// The body as JSON; null where it is none.
    package var json: JSONValue { (try? JSONValue.parse(body)) ?? .null }
    /// The code of a problem.
    package var code: String? { json["code"]?.string }
}
