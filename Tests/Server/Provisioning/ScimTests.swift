import JSON
import SignIn
import TestClients
import TestServer
import Testing

/// An identity provider adds, changes and removes people: in the dialects of Azure and Okta.
@Suite struct ScimTests {
    private struct Directory {
        let laurel: ServerHarness
        let caller: TestCaller

        init(_ laurel: ServerHarness) throws { (self.laurel, caller) = (laurel, try laurel.token(["provision"])) }

        func send(_ method: String, _ path: String, _ json: JSONValue? = nil) throws -> HTTPClient.Response {
            let type = json == nil ? [:] : ["Content-Type": "application/scim+json"]
            return try caller.client.request(method, "/scim/v2" + path, headers: caller.writing.merging(type) { $1 }, body: json?.bytes)
        }

        func patch(_ path: String, _ operations: JSONValue) throws -> HTTPClient.Response {
            try send("PATCH", path, ["schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations])
        }

        func found(_ filter: String, of kind: String = "Users") throws -> JSONValue {
            try send("GET", "/\(kind)?filter=" + FormText.escape(filter)).json
        }
    }

    private static func user(_ name: String, _ more: JSONObject = [:]) -> JSONValue {
        var user: JSONObject = [
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": .string(name), "externalId": .string("ext-\(name)"), "active": true,
            "name": ["givenName": "Lin", "familyName": "Tang"], "emails": [["primary": true, "type": "work", "value": .string(name)]],
        ]
        for member in more { user[member.key] = member.value.isNull ? nil : member.value }
        return .object(user)
    }

    @Test func `somebody is added, found, changed and removed`() throws {
        let laurel = try ServerHarness(), directory = try Directory(laurel)
        #expect(try directory.found(#"userName eq "lin.tang@example.com""#)["totalResults"] == 0)
        let made = try directory.send("POST", "/Users", Self.user("lin.tang@example.com"))
        #expect(made.status == 201 && made.header("content-type")?.hasPrefix("application/scim+json") == true && made.header("location")?.contains("/scim/v2/Users/lin.tang%40example.com") == true)
        #expect(made.json["displayName"] == "Lin Tang" && made.json["id"] == "lin.tang@example.com" && made.json["active"] == true)
        #expect(try laurel.admin.get("/members/lin.tang").json["name"] == "Lin Tang")
        let again = try directory.send("POST", "/Users", Self.user("LIN.TANG@example.com"))
        #expect(again.status == 409 && again.json["scimType"] == "uniqueness" && again.json["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"] && again.json["status"] == "409")
        for filter in [#"userName eq "Lin.Tang@example.com""#, #"USERNAME EQ "lin.tang@example.com""#, #"externalId eq "ext-lin.tang@example.com""#, #"urn:ietf:params:scim:schemas:core:2.0:User:userName eq "lin.tang@example.com""#, #"emails.value eq "lin.tang@example.com""#] {
            #expect(try directory.found(filter)["Resources"]?[0]?["id"] == "lin.tang@example.com", "\(filter)")
        }
        let put = try directory.send("PUT", "/Users/lin.tang@example.com", Self.user("tang.lin@example.com", ["displayName": "唐琳"]))
        #expect(put.status == 200 && put.json["userName"] == "tang.lin@example.com" && put.json["id"] == "lin.tang@example.com" && put.json["displayName"] == "唐琳")
        #expect(try directory.send("DELETE", "/Users/lin.tang@example.com").status == 204)
        #expect(try directory.send("GET", "/Users/lin.tang@example.com").status == 404 && directory.found(#"userName eq "tang.lin@example.com""#)["totalResults"] == 0)
        let member = try laurel.admin.get("/members/lin.tang").json
        #expect(member["name"] == "唐琳" && member["left"]?.string != nil)
        // Who comes back is who they were.
        #expect(try directory.send("POST", "/Users", Self.user("lin.tang@example.com")).status == 201)
        #expect(try laurel.admin.get("/members/lin.tang").json["left"] == .null)
    }

    @Test func `names that cannot stand in a path are taken all the same`() throws {
        let directory = try Directory(ServerHarness()), made = try directory.send("POST", "/Users", Self.user("guest_ext.org#EXT#+x@example.com"))
        #expect(made.status == 201 && made.json["id"] == "guest_ext.org-EXT--x@example.com" && made.json["userName"] == "guest_ext.org#EXT#+x@example.com")
        #expect(try directory.found(#"userName eq "guest_ext.org#EXT#+x@example.com""#)["totalResults"] == 1)
    }

    /// What each provider sends to shut somebody out.
    @Test(arguments: [
        [["op": "Replace", "path": "active", "value": "False"]], [["op": "replace", "value": ["active": false]]], [["op": "replace", "path": "active", "value": false]],
        [["op": "Add", "path": "urn:ietf:params:scim:schemas:core:2.0:User:active", "value": "false"]],
    ] as [JSONValue])
    func `who is shut out is out at once, and history stays`(operations: JSONValue) throws {
        let laurel = try ServerHarness(), directory = try Directory(laurel), rep = try laurel.rep, feed = try FeedClient(laurel, rep)
        #expect(try laurel.token(["activities:write"]).post("/activities", Sample.sale("S-1", of: "li.na", amount: 100_000)).status == 201)
        try feed.send(["subscribe": "c", "feed": "celebrations"])
        _ = try feed.next("snapshot")
        let before = try laurel.admin.get("/members/li.na/statement").items.count, start = Socket.now
        let answer = try directory.patch("/Users/li.na", operations)
        #expect(answer.status == 200 && answer.json["active"] == false)
        #expect(try feed.closeCode() == 4501)
        #expect(Socket.now - start < 5_000)
        #expect(try rep.get("/session").status == 401)
        #expect(try laurel.admin.get("/members/li.na/statement").items.count == before && before > 0)
        #expect(try directory.patch("/Users/li.na", [["op": "replace", "value": ["active": true]]]).json["active"] == true)
        #expect(try laurel.admin.get("/members/li.na").json["left"] == .null)
    }

    @Test func `people are changed in both dialects`() throws {
        let laurel = try ServerHarness(), directory = try Directory(laurel)
        let okta = try directory.patch("/Users/li.na", [["op": "replace", "value": ["displayName": "Li Na", "externalId": "00u1"]]])
        #expect(okta.json["displayName"] == "Li Na" && okta.json["externalId"] == "00u1" && okta.json["userName"] == "li.na")
        let azure = try directory.patch("/Users/li.na", [
            ["op": "Replace", "path": "displayName", "value": "李娜"], ["op": "Add", "path": #"emails[type eq "work"].value"#, "value": "li.na@example.com"],
            ["op": "Replace", "path": "userName", "value": "lina@example.com"], ["op": "Add", "path": "title", "value": "Consultant"],
        ])
        #expect(azure.status == 200 && azure.json["displayName"] == "李娜" && azure.json["emails"]?[0]?["value"] == "li.na@example.com" && azure.json["userName"] == "lina@example.com")
        let role = try directory.patch("/Users/li.na", [["op": "replace", "path": "roles", "value": [["value": "manager"]]]])
        #expect(role.json["roles"]?[0]?["value"] == "manager")
        // As far as tokens of integrations reach.
        #expect(try directory.patch("/Users/li.na", [["op": "replace", "path": "roles", "value": [["value": "admin"]]]]).status == 403)
        #expect(try directory.patch("/Users/qian.hong", [["op": "replace", "path": "roles", "value": [["value": "rep"]]]]).status == 403)
    }

    @Test(arguments: [
        ("PATCH", "/Users/li.na", ["Operations": [["op": "destroy"]]], 400, "invalidSyntax"), ("PATCH", "/Users/li.na", [:], 400, "invalidSyntax"),
        ("PATCH", "/Users/li.na", ["Operations": [["op": "remove"]]], 400, "noTarget"), ("PATCH", "/Users/li.na", ["Operations": [["op": "replace", "path": "active", "value": "maybe"]]], 400, "invalidValue"),
        ("PATCH", "/Groups/east-1", ["Operations": [["op": "remove", "path": "members[value eq "]]], 400, "invalidPath"),
        ("POST", "/Users", ["userName": ""], 400, "invalidValue"), ("POST", "/Users", [:], 400, "invalidValue"), ("POST", "/Users", ["userName": "x", "roles": [["value": "emperor"]]], 400, "invalidValue"),
        ("PUT", "/Groups/east-1", ["displayName": "x", "members": [["value": "nobody"]]], 400, "invalidValue"), ("PATCH", "/Users/nobody", ["Operations": [["op": "replace", "value": ["active": false]]]], 404, nil),
        ("POST", "/Groups", ["displayName": "华东一部"], 409, "uniqueness"), ("POST", "/Bulk", [:], 404, nil),
    ] as [(String, String, JSONValue, Int, String?)])
    func `errors are told in SCIM's own form`(method: String, path: String, body: JSONValue, status: Int, type: String?) throws {
        let answer = try Directory(ServerHarness()).send(method, path, body)
        #expect(answer.status == status && answer.json["status"]?.string == "\(status)" && answer.json["scimType"]?.string == type, "\(answer.text)")
        #expect(answer.json["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"])
    }

    @Test(arguments: [
        (#"userName sw "li""#, ["li.na", "liu.yang"]), (#"userName co ".N" and active eq true"#, ["li.na"]), (#"userName ew "YANG""#, ["liu.yang"]), (#"userName eq "li.na" and active eq "False""#, []),
        (#"id eq "li.na" and manager eq "x""#, nil), (#"id eq "li.na" and title pr"#, []), (#"displayName pr and (id eq "li.na" or id eq "ma.chao")"#, ["li.na", "ma.chao"]),
        (#"not (userName sw "l") and userName lt "d""#, ["admin", "chen.jie"]), (#"emails[type eq "work" and value ew "@example.com"]"#, ["li.na"]), (#"emails.type eq "home""#, []), (#"emails eq "LI.NA@example.com""#, ["li.na"]),
        (#"roles.value eq "finance""#, ["qian.hong"]), (#"groups.display eq "华东一部" and roles eq "rep""#, ["li.na", "zhou.xiaotong"]), (#"externalId eq "E-1""#, ["li.na"]), (#"externalId eq "e-1""#, []),
        (#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "li.na""#, ["li.na"]), (#"meta.created lt "2001-01-01T00:00:00Z""#, []), (#"USERNAME NE "li.na" AND userName SW "li""#, ["liu.yang"]),
    ] as [(String, [String]?)])
    func `filters find whom they mean`(filter: String, expected: [String]?) throws {
        let directory = try Directory(ServerHarness())
        _ = try directory.patch("/Users/li.na", [["op": "add", "path": "emails", "value": [["type": "work", "value": "li.na@example.com"]]], ["op": "add", "path": "externalId", "value": "E-1"]])
        let found = try directory.found(filter)
        guard let expected else { return #expect(found["scimType"] == "invalidFilter", "\(found)") }
        #expect(found["Resources"]?.array?.compactMap { $0["id"]?.string } == expected && found["totalResults"] == .number(Decimal(expected.count)), "\(found)")
    }

    @Test func `groups are found by their people, as Entra looks whether somebody is in one`() throws {
        let directory = try Directory(ServerHarness())
        func ids(_ filter: String) throws -> [String] { try directory.found(filter, of: "Groups")["Resources"]?.array?.compactMap { $0["id"]?.string } ?? [] }
        #expect(try ids(#"id eq "east-1" and members eq "li.na""#) == ["east-1"] && ids(#"id eq "east-2" and members eq "li.na""#) == [])
        #expect(try ids(#"members[value eq "li.na"]"#) == ["east-1"] && ids(#"displayName sw "华东" and not (members pr)"#).contains("east-1") == false)
    }

    @Test func `only the address at work is the one of letters`() throws {
        let directory = try Directory(ServerHarness())
        let answer = try directory.patch("/Users/li.na", [
            ["op": "Add", "path": #"emails[type eq "work"].value"#, "value": "li.na@example.com"], ["op": "Add", "path": #"emails[type eq "home"].value"#, "value": "li.na@home.example"],
            ["op": "Replace", "path": #"addresses[type eq "work"].formatted"#, "value": "x"], ["op": "Add", "path": #"roles[primary eq "True"].value"#, "value": "manager"],
            ["op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "chen.jie"],
        ])
        #expect(answer.status == 200 && answer.json["emails"] == [["value": "li.na@example.com", "type": "work", "primary": true]] && answer.json["roles"]?[0]?["value"] == "manager", "\(answer.text)")
        // Several at once, as the standard has it.
        #expect(try directory.patch("/Groups/east-1", [["op": "remove", "path": #"members[value eq "li.na" or value sw "chen"]"#]]).json["members"]?.array?.compactMap { $0["value"]?.string } == ["zhou.xiaotong"])
    }

    @Test func `filters that nobody can answer are refused, and pages are pages`() throws {
        let directory = try Directory(ServerHarness())
        let deep = String(repeating: "(", count: 25) + "id pr" + String(repeating: ")", count: 25)
        for filter in [#"shoeSize eq "x""#, "userName", #"userName eq "a" and"#, "userName eq li", #"userName xx "a""#, #"(userName eq "a""#, #"userName eq "a") "#, #"emails[type eq "work""#, deep, #"userName eq "a"#, "not", #""a" eq "b""#] {
            #expect(try directory.found(filter)["scimType"] == "invalidFilter", "\(filter)")
        }
        var paged: [String] = []
        for start in 1...9 { paged += try directory.send("GET", "/Users?count=1&startIndex=\(start)&filter=" + FormText.escape(#"userName co ".""#)).json["Resources"]?.array?.compactMap { $0["id"]?.string } ?? [] }
        #expect(paged.count == 8 && paged == paged.sorted())
        let all = try directory.send("GET", "/Users").json
        #expect(all["totalResults"] == 9 && all["itemsPerPage"] == 9 && all["startIndex"] == 1)
        var names: [String] = []
        for start in stride(from: 1, through: 10, by: 4) {
            names += try directory.send("GET", "/Users?startIndex=\(start)&count=4").json["Resources"]?.array?.compactMap { $0["id"]?.string } ?? []
        }
        #expect(names == all["Resources"]?.array?.compactMap { $0["id"]?.string })
        #expect(try directory.send("GET", "/Users?count=0").json["totalResults"] == 9 && directory.send("GET", "/Users?startIndex=-5&count=-1").json["itemsPerPage"] == 0)
        #expect(try directory.send("GET", "/Users/li.na?attributes=userName").json.object?.keys.sorted() == ["id", "schemas", "userName"])
        #expect(try directory.send("GET", "/Groups?excludedAttributes=members").json["Resources"]?[0]?["members"] == nil)
    }

    @Test func `groups are teams, and people move between them`() throws {
        let laurel = try ServerHarness(), directory = try Directory(laurel)
        func team(_ member: String) throws -> String? { try laurel.admin.get("/members/\(member)").json["team"]?["id"]?.string }
        let group = try directory.found(#"displayName eq "华东一部""#, of: "Groups")["Resources"]?[0]
        #expect(group?["id"] == "east-1" && group?["members"]?.array?.compactMap { $0["value"]?.string } == ["chen.jie", "li.na", "zhou.xiaotong"])
        // Azure adds before it removes.
        #expect(try directory.patch("/Groups/east-2", [["op": "Add", "path": "members", "value": [["value": "li.na"]]]]).status == 200)
        #expect(try directory.patch("/Groups/east-1", [["op": "Remove", "path": "members", "value": [["value": "li.na"]]]]).status == 200)
        #expect(try team("li.na") == "east-2")
        #expect(try directory.patch("/Groups/east-2", [["op": "remove", "path": #"members[value eq "li.na"]"#]]).status == 200)
        #expect(try team("li.na") == nil)
        let made = try directory.send("POST", "/Groups", ["displayName": "North", "externalId": "g-1", "members": [["value": "li.na"], ["value": "ma.chao"]]])
        #expect(made.status == 201 && made.json["id"] == "north" && made.json["members"]?.array?.count == 2)
        #expect(try team("ma.chao") == "north" && directory.found(#"externalId eq "g-1""#, of: "Groups")["totalResults"] == 1)
        let put = try directory.send("PUT", "/Groups/north", ["displayName": "North by West", "members": [["value": "li.na"]]])
        #expect(put.json["displayName"] == "North by West")
        #expect(try team("ma.chao") == nil && team("li.na") == "north")
        #expect(try directory.send("DELETE", "/Groups/north").status == 204)
        #expect(try directory.send("GET", "/Groups/north").status == 404)
        #expect(try team("li.na") == nil)
        // The team keeps what was earned in it, and comes back under its name.
        #expect(try directory.send("POST", "/Groups", ["displayName": "north BY west"]).json["id"] == "north")
    }

    @Test func `only tokens that provision, and administrators`() throws {
        let laurel = try ServerHarness(), path = "/scim/v2/Users"
        for caller in [try laurel.token(["read"]), try laurel.token(["members:write"]), try laurel.manager] {
            let answer = try caller.client.get(path, headers: caller.reading)
            #expect(answer.status == 403 && answer.json["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"])
        }
        #expect(try laurel.nobody.client.get(path).status == 401)
        for caller in [try laurel.token(["provision"]), try laurel.token(["admin"])] { #expect(try caller.client.get(path, headers: caller.reading).status == 200) }
        // And a token that provisions does nothing else.
        #expect(try laurel.token(["provision"]).get("/members").status == 403)
        // Nobody takes away the last administrator.
        let answer = try Directory(laurel).patch("/Users/admin", [["op": "replace", "value": ["active": false]]])
        #expect(answer.status == 409)
        #expect(try laurel.admin.get("/session").status == 200)
    }

    @Test func `what there is of it is told`() throws {
        let directory = try Directory(ServerHarness())
        #expect(try directory.send("GET", "/ServiceProviderConfig").json["patch"]?["supported"] == true)
        #expect(try directory.send("GET", "/ResourceTypes").json["totalResults"] == 2 && directory.send("GET", "/ResourceTypes/User").json["endpoint"] == "/Users")
        #expect(try directory.send("GET", "/Schemas").json["totalResults"] == 3)
        #expect(try directory.send("GET", "/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group").json["name"] == "Group")
    }
}
