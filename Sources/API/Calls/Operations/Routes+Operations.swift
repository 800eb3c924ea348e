import Web

extension Routes {
    /// For whoever runs the server, outside `/api/v1`; and the description of what is inside.
    static func addOperations(_ router: inout Router<Endpoint>) {
        router.add(.get, "/healthz", Health.alive)
        router.add(.get, "/readyz", Health.ready)
        router.add(.get, "/metrics", Metrics.endpoint)
        router.call(.get, "/openapi.json", ReadDescription.endpoint)
        router.call(.post, "/clock/accept", AcceptClock.endpoint)
    }
}
