import Files
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Testing

@Suite("Maps of hooks") struct HookMapTests {
    private static let zones = ZoneDatabase { _ in nil }
    private static let calendar = CompanyCalendar(zone: .utc)

    private func map(_ text: String) throws -> HookMap { try HookMap(text, file: "hooks/m.yaml", zones: Self.zones) }

    private func activities(_ map: HookMap, _ body: String, media: String = "application/json", headers: [(String, String)] = []) throws -> [Activity] {
        let delivery = HookDelivery(headers: headers.map { (name: $0.0, value: $0.1) }, mediaType: media, body: Array(body.utf8))
        return try map.parts(of: delivery, Self.calendar).flatMap { part in
            #expect(part.fault == nil)
            return part.items.compactMap { ($0.command as? RecordActivity)?.activity }
        }
    }

    // MARK: Those that come with Laurel, with bodies as their senders document them

    /// The map, a body, and what comes of it: id, member, time, amount.
    static let recorded: [(map: String, body: String, expected: [String])] = [
        ("zoho", """
            {"server_time":1764554400123,"affected_values":[{"record_id":"554023000000527002","values":{"Stage":"Closed Won","Amount":12500.5,"Closing_Date":"2026-11-20",\
            "Owner":{"id":"554023000000068001","name":"Li Na"},"Account_Name":{"id":"1","name":"Acme"}}},{"record_id":"554023000000527003","values":{"Stage":"Qualification"}}],\
            "query_params":{},"module":"Deals","resource_uri":"https://www.zohoapis.com/crm/v8/Deals","ids":["554023000000527002"],"affected_fields":[{"554023000000527002":["Stage"]}],\
            "operation":"update","channel_id":"1000000068002","token":"TOKEN"}
            """, ["554023000000527002 554023000000068001 2026-11-20T12:00:00Z 12500.5"]),
        ("zoho", #"{"module":"Leads","affected_values":[{"record_id":"1","values":{"Company":"x"}}],"server_time":1,"token":"TOKEN"}"#, []),
        ("fxiaoke", """
            {"eventId":"e1","eventType":"update","eventTime":1764554400000,"objectApiName":"SalesOrderObj","objectDataId":"5fa0","objectData":{"life_status":"normal","owner":["1007"],\
            "order_amount":"8800.00","order_time":1764500000000,"account_id__r":"上海某公司"}}
            """, ["5fa0 1007 2025-11-30T10:53:20Z 8800"]),
        ("fxiaoke", """
            [{"eventTime":1764554400000,"objectApiName":"PaymentObj","objectDataId":"p1","objectData":{"life_status":"normal","owner":"1007","payment_amount":500}},\
            {"eventTime":1764554400000,"objectApiName":"SalesOrderObj","objectDataId":"o2","objectData":{"life_status":"under_review","owner":["1"],"order_amount":1}}]
            """, ["p1 1007 2025-12-01T02:00:00Z 500"]),
        ("salesforce", """
            {"data":{"schema":"dffQ2QLzDNHqwB8_sHMxdA","payload":{"CreatedDate":"2026-11-20T08:31:40.000Z","CreatedById":"005D0000001cSZs","Opportunity_Id__c":"006A","Amount__c":500.25,\
            "Owner_Id__c":"005D","Account_Name__c":"Acme"},"event":{"replayId":2}},"channel":"/event/Deal_Won__e"}
            """, ["006A 005D 2026-11-20T08:31:40Z 500.25"]),
        ("salesforce", #"[{"payload":{"CreatedDate":1763627500550,"Opportunity_Id__c":"006B","Amount__c":1,"Owner_Id__c":"005D","Stage__c":"Prospecting"}}]"#, []),
        ("salesforce", #"{"CreatedDate":1763627500550,"CreatedById":"x","Opportunity_Id__c":"006C","Amount__c":"12.5","Owner_Id__c":"005E","Close_Date__c":"2026-11-19"}"#,
         ["006C 005E 2026-11-19T12:00:00Z 12.5"]),
        ("hubspot", """
            [{"eventId":567890123,"subscriptionId":234567,"portalId":12345678,"appId":987654,"occurredAt":1764554400123,"subscriptionType":"deal.propertyChange","attemptNumber":0,\
            "objectId":65059681032,"propertyName":"hs_closed_amount","propertyValue":"1200","changeSource":"CRM_UI","sourceId":"userId:45678"},\
            {"eventId":2,"occurredAt":1764554400123,"subscriptionType":"contact.creation","objectId":3,"attemptNumber":0,"changeFlag":"CREATED"}]
            """, ["65059681032 45678 2025-12-01T02:00:00.123Z 1200"]),
        ("table", #"{"id":"recA","member":"li.na","amount":"1,200.50","date":"2026-11-20","customer":"甲"}"#, ["recA li.na 2026-11-20T12:00:00Z 1200.5"]),
        ("table", #"[{"编号":1,"成员":"li.na","金额":5,"日期":1763600000000},{"編號":"2","成員":"wang.wei","金額":"6","日期":"2026-11-20"}]"#,
         ["1 li.na 2025-11-20T00:53:20Z 5", "2 wang.wei 2026-11-20T12:00:00Z 6"]),
    ]

    @Test(arguments: recorded.indices) func `a map that comes with Laurel reads what its CRM sends`(index: Int) throws {
        let (name, body, expected) = Self.recorded[index]
        let map = try HookMap.load(ShippedRulesTests.folder + "/hooks/\(name).yaml", named: name, zones: Self.zones)
        let found = try activities(map, body).map { "\($0.key.id.text) \($0.subject?.text ?? "nobody") \($0.time.rfc3339) \($0.data["amount"]?.number?.description ?? "nothing")" }
        #expect(found == expected)
    }

    @Test func `every map that comes with Laurel asks for a proof`() throws {
        let names = HookFolder.names(in: ShippedRulesTests.folder)
        #expect(names == ["fxiaoke", "hubspot", "salesforce", "table", "zoho"])
        for name in names {
            let map = try HookMap.load(HookFolder.path(of: name, in: ShippedRulesTests.folder), named: name, zones: Self.zones)
            #expect(map.verification?.variable != nil, "\(name)")
        }
    }

    // MARK: Bodies

    private static let plain = "activities: {source: '\"/crm\"', id: body.id, type: '\"sale.won\"', time: body.at, member: body.who, data: {amount: decimal(string(body.amount))}}\n"

    @Test func `a form is an object of texts`() throws {
        let found = try activities(map(Self.plain), "id=A%2D1&who=li.na&amount=5&at=2026-11-20+09%3A00&note=%E4%BD%A0", media: "application/x-www-form-urlencoded")
        #expect(found.map { "\($0.key.id.text) \($0.time.rfc3339)" } == ["A-1 2026-11-20T09:00:00Z"])
    }

    @Test func `headers are read in any letters, and JSON in a text`() throws {
        let map = try map("activities: {source: '\"/crm\"', id: 'headers[\"x-id\"]', type: '\"t\"', time: json(body.inner).at, member: json(body.inner).who, data: {n: index}}\n")
        let found = try activities(map, #"{"inner":"{\"at\":\"2026-11-20\",\"who\":\"li.na\"}"}"#, headers: [("X-ID", "7")])
        #expect(found.map { "\($0.key.id.text) \($0.subject?.text ?? "")" } == ["7 li.na"])
    }

    @Test(arguments: [
        ("", "application/json", "the body is empty"), ("{", "application/json", "the body is no JSON"), ("<a/>", "text/xml", "XML is not read"),
        ("--x", "multipart/form-data", "a multipart form is not read"), (String(repeating: "[", count: 100), "application/json", "more than 64 levels"),
        ("a=%zz", "application/x-www-form-urlencoded", "not encoded"), (#"{"a":1,"a":2}"#, "application/json", "the body is no JSON"),
    ]) func `a body that is none is told why`(body: String, media: String, words: String) throws {
        let map = try map(Self.plain)
        let fault = #expect(throws: HookFault.self) { try map.parts(of: HookDelivery(headers: [], mediaType: media, body: Array(body.utf8)), Self.calendar) }
        #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "")")
    }

    @Test func `bytes that are no text are told, and one element that does not fit loses itself alone`() throws {
        let map = try map("each: body.list\n" + Self.plain.replacing("body.", with: "item."))
        #expect(throws: HookFault.self) { try map.parts(of: HookDelivery(headers: [], mediaType: "application/json", body: [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]), Self.calendar) }
        let body = #"{"list":[{"id":"1","at":"2026-11-20","who":"a","amount":1},{"id":"2"},{"id":"3","at":"2026-11-20","who":"a","amount":"x"}]}"#
        let parts = try map.parts(of: HookDelivery(headers: [], mediaType: "application/json", body: Array(body.utf8)), Self.calendar)
        #expect(parts.map(\.items.count) == [1, 0, 0] && parts.map { $0.fault?.field } == [nil, "time", "data.amount"])
        for bad in [#"{"list":5}"#, "{}", #"{"list":[\#((0...1_000).map { _ in "1" }.joined(separator: ","))]}"#] {
            #expect(throws: HookFault.self) { try map.parts(of: HookDelivery(headers: [], mediaType: "application/json", body: Array(bad.utf8)), Self.calendar) }
        }
    }

    @Test(arguments: [
        ("verify: {query: key}\n", "nothing is taken"), ("each: body.[\nteams: {id: body.x}\n", "each"), ("verify: {header: X, secret: abc}\nteams: {id: body.x}\n", "a secret does not stand in a map"),
        ("verify: {query: k, header: X}\nteams: {id: body.x}\n", "exclude each other"), ("verify: {}\nteams: {id: body.x}\n", "a key is missing"),
        ("verify: {query: k, hmac: sha256}\nteams: {id: body.x}\n", "a signature stands in a header"), ("verify: {header: X, hmac: md5}\nteams: {id: body.x}\n", "sha256"),
        ("order: body.x\nteams: {id: body.x}\n", "no such key here: \"order\""), ("teams: {id: row.x}\n", "unknown variable 'row'"),
    ]) func `a map that does not hold is refused with the place`(text: String, words: String) throws {
        let diagnostics = #expect(throws: Diagnostics.self) { try map(text) }
        #expect(diagnostics?.all.contains { "\($0.sentence) \($0.pointer)".contains(words) || $0.message.contains(words) || ($0.expected ?? "").contains(words) } == true, "\(diagnostics?.description ?? "")")
    }

    @Test func `how a sender proves themselves is read also where the rest does not hold`() throws {
        let text = "verify: {query: key, secret: $KEY}\nactivities: {id: nonsense(}\n"
        #expect(throws: Diagnostics.self) { try map(text) }
        #expect(try HookMap.verification(in: text, file: "m", zones: Self.zones) == HookVerification(.query("key"), variable: "KEY"))
    }
}
