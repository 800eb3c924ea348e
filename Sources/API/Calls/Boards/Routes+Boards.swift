import Web

extension Routes {
    static func addBoards(_ router: inout Router<Endpoint>) {
        router.call(.get, "/boards", ListBoards.endpoint)
        router.call(.get, "/boards/{id}", ReadBoard.endpoint)
        router.call(.get, "/celebrations", ListCelebrations.endpoint)
    }
}
