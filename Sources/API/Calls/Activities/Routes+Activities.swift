import Web

extension Routes {
    static func addActivities(_ router: inout Router<Endpoint>) {
        router.call(.post, "/activities", PostActivities.endpoint)
        router.call(.get, "/activities", ListActivities.endpoint)
        router.call(.get, "/activities/one", ReadActivity.endpoint)
    }
}
