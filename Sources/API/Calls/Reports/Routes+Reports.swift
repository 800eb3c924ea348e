import Web

extension Routes {
    static func addReports(_ router: inout Router<Endpoint>) {
        router.call(.get, "/reports/{report}", ReadReport.endpoint)
        router.call(.get, "/audit", ReadAudit.endpoint)
        router.call(.get, "/exports/{file}", ReadExport.endpoint)
    }
}
