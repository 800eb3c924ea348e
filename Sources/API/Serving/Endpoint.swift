import Web

/// One call of the API: who may make it, how long its body may be, and what it does.
struct Endpoint: Sendable {
    let access: Access
    let bodyLimit: Int
    let handle: @Sendable (Call) throws -> Void

    init(_ access: Access, body: Int = 64 << 10, _ handle: @escaping @Sendable (Call) throws -> Void) {
        self.access = access
        self.bodyLimit = body
        self.handle = handle
    }
}
