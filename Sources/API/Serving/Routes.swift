import Web

/// All calls of the API, by what they are about.
enum Routes {
    static let base = "/api/v1"

    static func router() -> Router<Endpoint> {
        var router = Router<Endpoint>()
        addSession(&router)
        addActivities(&router)
        addPoints(&router)
        addBoards(&router)
        addRules(&router)
        addImports(&router)
        addReports(&router)
        addOperations(&router)
        addManagement(&router)
        addPeople(&router)
        return router
    }
}

extension Router where Endpoint == API.Endpoint {
    /// Adds a call below `/api/v1`.
    mutating func call(_ method: Method, _ pattern: String, _ endpoint: API.Endpoint) {
        add(method, Routes.base + pattern, endpoint)
    }
}
