import Identity
import PointsEngine

extension Reader {
    /// What a member saves for.
    package func wishes(of member: MemberID) throws -> Wishes { try connection.find(Wishes.self, member) ?? Wishes() }
}
