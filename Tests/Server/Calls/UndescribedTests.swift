import JSON
import TestServer
import Testing

@testable import API

/// What the description does not name is refused or not read, by every call over real sockets.
@Suite struct UndescribedTests {
    @Test
    func `Every call refuses a body with a key that is not described, before it does anything`() throws {
        let laurel = try ServerHarness()
        let calls = Routes.all.filter { $0.input.body?.object != nil }
        #expect(calls.count > 25)
        for call in calls {
            let path = call.path.short.replacing(#/\{\w+\}/#, with: "x")
            let answer = try laurel.admin.send(
                call.method.rawValue, path, JSONValue.object(["undescribed": 1]).bytes, headers: ["If-Match": "\"1\"", "Idempotency-Key": path])
            #expect(answer.status == 422 && answer.code == "malformed", "\(call.method.rawValue) \(path): \(answer.status)")
            #expect(answer.json["errors"]?[0]?["pointer"] == "/undescribed", "\(call.method.rawValue) \(path)")
        }
    }

    @Test
    func `An argument that is not described is as if it were not there`() throws {
        let laurel = try ServerHarness()
        let required = ["/appraisals/grades": "period=2026-Q4&", "/targets/split": "of=member:li.na&metric=revenue&period=2026&"]
        // What these are asked has to be there.
        let others = ["/activities/one", "/unsubscribe"]
        for call in Routes.all where call.method == .get && !call.path.pattern.contains("{") && !others.contains(call.path.short) {
            let path = call.path.pattern
            // `limit` and `from` are read by others.
            let names = ["limit", "from", "radius", "dry_run", "undescribed"].filter { name in !call.input.query.contains { $0.name == name } }
            let answer = try laurel.admin.get("!" + path + "?" + (required[call.path.short] ?? "") + names.map { $0 + "=-1" }.joined(separator: "&"))
            #expect(answer.status == 200, "\(path): \(answer.status)")
        }
    }

    @Test
    func `A header that is not described is not read`() throws {
        let laurel = try ServerHarness()
        let body: JSONValue = ["name": "ops", "scopes": ["read"]]
        // Only what creates by a key of its own takes one.
        #expect(try laurel.admin.send("POST", "/tokens", body.bytes, headers: ["Idempotency-Key": ""]).status == 201)
        let adjustment: JSONValue = ["member": "li.na", "points": 5, "reason": "help"]
        #expect(try laurel.manager.send("POST", "/adjustments", adjustment.bytes, headers: ["Idempotency-Key": ""]).code == "malformed")
    }

    @Test
    func `Times before 1970 are refused as bad-time by every list that takes one`() throws {
        let laurel = try ServerHarness()
        let lists = Routes.all.filter { $0.input.query.contains { $0.name == "from" } }
        #expect(lists.count == 4)
        for call in lists {
            let path = call.path.short.replacing("{id}", with: "li.na").replacing("{report}", with: "earned")
            for time in ["1969-12-31", "1969-12-31T23:59:59.999Z", "0001-01-01"] {
                for name in ["from", "to"] {
                    let answer = try laurel.admin.get("\(path)?\(name)=\(time)")
                    #expect(answer.status == 422 && answer.code == "bad-time", "\(path) \(name)=\(time): \(answer.status)")
                }
            }
        }
    }

    @Test
    func `A flag is true or false, and nothing that could be taken for one`() throws {
        let laurel = try ServerHarness()
        let adjustment: JSONValue = ["member": "li.na", "points": 5, "reason": "help"]
        #expect(try laurel.manager.post("/adjustments?dry_run=yes", adjustment).code == "malformed")
        #expect(try laurel.manager.post("/adjustments?dry_run=true", adjustment).status == 200)
        #expect(try laurel.manager.get("/rewards?archived=1").code == "malformed")
    }
}
