import Identity
import PointsEngine

/// How far an integration reaches that writes members: up to managers, unless it may all. What people may the engine decides.
struct MemberRights {
    private let caller: Caller

    init(_ caller: Caller) { self.caller = caller }

    func reaches(_ role: Role) -> Bool {
        guard let token = caller.token, !token.scopes.contains(.admin) else { return true }
        return role <= .manager
    }
}
