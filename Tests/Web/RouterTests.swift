import Testing

@testable import Web

@Suite struct RouterTests {
    private let router: Router<String> = {
        var router = Router<String>()
        router.add(.get, "/", "root")
        router.add(.get, "/api/v1/members", "list")
        router.add(.post, "/api/v1/members", "create")
        router.add(.get, "/api/v1/members/{id}", "member")
        router.add(.get, "/api/v1/members/{member}/balance", "balance")
        router.add(.get, "/api/v1/members/me", "me")
        router.add(.get, "/api/v1/{area}/x/{thing}", "x")
        router.add(.delete, "/api/v1/teams/{id}", "drop")
        return router
    }()

    private func found(_ method: RequestHead.Method, _ path: String) -> String {
        switch router.match(method, path) {
        case .found(let endpoint, let parameters):
            ([endpoint] + ["id", "member", "area", "thing"].compactMap { name in parameters[name].map { "\(name)=\($0)" } }).joined(separator: " ")
        case .otherMethod(let allowed): "405 " + allowed.map(\.rawValue).joined(separator: ",")
        case .unknown: "404"
        }
    }

    @Test(arguments: [
        (.get, "/", "root"), (.get, "/api/v1/members", "list"), (.post, "/api/v1/members", "create"), (.head, "/api/v1/members", "list"),
        (.get, "/api/v1/members/li.na", "member id=li.na"), (.get, "/api/v1/members/李娜 x", "member id=李娜 x"),
        (.get, "/api/v1/members/me", "me"), (.get, "/api/v1/members/me/balance", "balance member=me"),
        (.get, "/api/v1/members/x/y", "x area=members thing=y"), (.get, "/api/v1/a/x/b", "x area=a thing=b"),
        (.get, "/api/v1/members/", "404"), (.get, "/api/v1/members//balance", "404"), (.get, "/api/v1/members/a/", "404"), (.get, "//", "404"),
        (.get, "/API/v1/members", "404"), (.get, "/api", "404"), (.get, "/api/v1/members/{id}", "member id={id}"),
        (.delete, "/api/v1/members", "405 GET,HEAD,POST,OPTIONS"), (.get, "/api/v1/teams/a", "405 DELETE,OPTIONS"), (.options, "/", "405 GET,HEAD,OPTIONS"),
    ] as [(RequestHead.Method, String, String)])
    func `a path leads to its route`(method: RequestHead.Method, path: String, expected: String) {
        #expect(found(method, path) == expected)
    }

    @Test func `another method is told what is allowed`() {
        let refused = Response.otherMethod(.delete, allowed: [.get, .head])
        #expect(refused.status == 405)
        #expect(refused.headers == [.init("Allow", "GET, HEAD")])
        #expect(Response.otherMethod(.options, allowed: [.get]).status == 204)
    }
}
