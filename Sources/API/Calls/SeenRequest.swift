import Identity
import PointsEngine
import Store

extension Call {
    /// Goes on with a request that the caller may look at; for all others it is as if there were none (404).
    ///
    /// The rule for everything that is named by an id: 403 is for what somebody sees and may not do. What they may not even see is
    /// not there, so that nobody finds out by asking what others have. Members and teams are seen by everyone.
    func whenSeen(_ id: RequestID, _ body: @escaping () throws -> Void) throws {
        let visible = directory.visibility(of: caller, at: now)
        guard !visible.seesAll else { return try body() }
        when({ reader in
            guard let request = try reader.request(id), visible.rights.maySee(request) else { throw Problem.notFound }
        }, body)
    }
}
