import API
import Identity
import JSON
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store

/// Who may sign in to a demonstration: everyone, with one password that is printed. Made here and nowhere else.
enum DemoAccounts {
    static let password = "laurel-demo"

    static let shown: [(title: String, name: String)] = [
        ("rep      ", "zhou.xiaotong"), ("manager  ", "chen.guodong"), ("director ", "xu.zhengyang"), ("finance  ", "finance"), ("admin    ", "admin"),
    ]

    /// Adds the accounts that are not there yet.
    static func add(_ members: [(id: MemberID, role: Role)], to runtime: Runtime, at now: Instant) throws {
        guard let hash = Password.hash(password) else { throw CLIError("there is not enough memory to hash a password") }
        let accounts = members.map { UserAccount(name: $0.id.text, member: $0.id, role: $0.role, password: hash, created: now) }
            + [Role.finance, .admin].map { UserAccount(name: $0.rawValue, member: nil, role: $0, password: hash, created: now) }
        let done = BlockingPromise<Result<Void, any Error>>()
        runtime.write(
            Note(kind: "account-added", subject: nil, detail: ["accounts": .number(Decimal(accounts.count))]), by: .administrator,
            { database in
                for account in accounts where try database.accounts.named(account.name) == nil { try database.accounts.add(account) }
            },
            reply: { done.fulfil($0) })
        try done.wait().get()
    }
}
