import Periods
import SignIn
import Store

/// What came of asking for a second factor.
enum FactorProof: Sendable, Equatable {
    /// The account has none.
    case notAsked
    case missing
    case wrong
    case right
}

extension SecondFactors {
    /// Looks at a code, and uses it up: one of the app's by its step, one for recovery by itself. Part of a write, so that two who come
    /// with the same one are not both let in.
    func use(_ code: String?, of account: String, at now: Instant) throws -> FactorProof {
        guard let factor = try find(account), factor.isOn else { return .notAsked }
        guard let code else { return .missing }
        if let recovery = RecoveryCode.read(code) { return try use(Self.digest(recovery, of: account), of: account) ? .right : .wrong }
        let digits = code.filter { $0 != " " }
        guard let step = OneTimePassword(key: factor.key).step(of: digits, at: now, after: factor.used) else { return .wrong }
        return try use(account, step: step) ? .right : .wrong
    }

    /// Makes new recovery codes; those before hold no longer.
    func renewCodes(of account: String) throws -> [String] {
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.make() }
        try replaceCodes(codes.compactMap { RecoveryCode.read($0).map { Self.digest($0, of: account) } }, of: account)
        return codes
    }

    private static func digest(_ letters: String, of account: String) -> Digest { Digest(of: Array("laurel-recovery/\(account.utf8.count)/\(account)/\(letters)".utf8)) }
}
