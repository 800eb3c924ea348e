import Web

/// One call of the API: who may make it, how long its body may be, and what it does.
struct Endpoint {
    let access: Access
    let bodyLimit: Int
    let handle: (Call) throws -> Void

    init(_ access: Access, body: Int = 64 << 10, _ handle: @escaping (Call) throws -> Void) {
        self.access = access
        self.bodyLimit = body
        self.handle = handle
    }
}
