import Identity
import Periods
import PointsEngine
import Projection
import Store

/// Nobody takes away the last administrator: not with a role, not by disabling, not by letting somebody leave. The owner of the
/// database may, at the command line, where `laurel user password` is the way back.
struct LastAdministrator: Sendable {
    private let isAsked: Bool
    private let members: [MemberID]
    private let left: MemberID?

    /// - Parameter left: a member who is to be none any more.
    init(_ call: Call, without left: MemberID? = nil) {
        if case .owner = call.caller.kind { isAsked = false } else { isAsked = true }
        members = Self.members(call.directory, call.now, without: left)
        self.left = left
    }

    /// Whoever asks.
    init(among directory: Directory, at now: Instant, without left: MemberID?) {
        isAsked = true
        members = Self.members(directory, now, without: left)
        self.left = left
    }

    private static func members(_ directory: Directory, _ now: Instant, without left: MemberID?) -> [MemberID] {
        directory.members.values.filter { $0.role == .admin && $0.isThere(at: now) && $0.id != left }.map(\.id)
    }

    /// - Parameter account: the one that can administer no longer.
    /// - Throws: 409 where no other can.
    func check(without account: String, _ accounts: UserAccounts) throws {
        guard isAsked, try !accounts.hasAdministrator(among: members, beside: account) else { return }
        throw Problem(409, .lastAdministrator)
    }

    /// The same for the account of the member who is to be none any more.
    func check(_ accounts: UserAccounts) throws {
        guard let left, let account = try accounts.of(left) else { return }
        try check(without: account.name, accounts)
    }
}
