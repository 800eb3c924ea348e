import CloudEvents
import Identity
import Web

/// What a problem is, in one word that programs compare: the closed list that the description names. A code keeps its meaning for
/// ever; more may be added.
struct ProblemCode: RawRepresentable, CaseIterable, Hashable, Sendable {
    let rawValue: String

    /// Nil for what is none of them.
    init?(rawValue: String) {
        guard Self.known.contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private init(own rawValue: String) { self.rawValue = rawValue }

    /// What the engine refused.
    init(_ code: Code) { rawValue = code.rawValue }

    /// Why an event was no activity.
    init(_ code: EventError.Code) { rawValue = code.rawValue }

    /// What was no request that the web server could read.
    init(_ refusal: HTTPRefusal) { rawValue = refusal.rawValue }

    static let notSignedIn = ProblemCode(own: "not-signed-in")
    static let wrongCredentials = ProblemCode(own: "wrong-credentials")
    static let wrongSignature = ProblemCode(own: "wrong-signature")
    static let weakPassword = ProblemCode(own: "weak-password")
    static let lastAdministrator = ProblemCode(own: "last-administrator")
    static let nameLooksAlike = ProblemCode(own: "name-looks-alike")
    static let unknownHost = ProblemCode(own: "unknown-host")
    static let preconditionRequired = ProblemCode(own: "precondition-required")
    static let unsupportedMediaType = ProblemCode(own: "unsupported-media-type")
    static let invalidFile = ProblemCode(own: "invalid-file")
    static let invalidMap = ProblemCode(own: "invalid-map")
    static let interrupted = ProblemCode(own: "interrupted")
    static let methodNotAllowed = ProblemCode(own: "method-not-allowed")
    static let noRoom = ProblemCode(own: "no-room")
    static let unsoundBackup = ProblemCode(own: "unsound-backup")
    static let sealedBackup = ProblemCode(own: "sealed-backup")
    static let signInRefused = ProblemCode(own: "sign-in-refused")
    static let providerUnavailable = ProblemCode(own: "provider-unavailable")
    static let noAccount = ProblemCode(own: "no-account")
    static let passwordsOff = ProblemCode(own: "passwords-off")
    static let secondFactorNeeded = ProblemCode(own: "second-factor-needed")
    static let secondFactorRequired = ProblemCode(own: "second-factor-required")
    static let wrongCode = ProblemCode(own: "wrong-code")
    static let untried = ProblemCode(own: "untried")
    static let unanswered = ProblemCode(own: "unanswered")
    static let `internal` = ProblemCode(own: "internal")

    static let allCases: [ProblemCode] = {
        let own = [
            notSignedIn, wrongCredentials, wrongSignature, weakPassword, lastAdministrator, nameLooksAlike, unknownHost, preconditionRequired, unsupportedMediaType, invalidFile,
            invalidMap, interrupted, methodNotAllowed, noRoom, unsoundBackup, sealedBackup, signInRefused, providerUnavailable, noAccount, passwordsOff,
            secondFactorNeeded, secondFactorRequired, wrongCode, untried, unanswered, `internal`,
        ]
        let others = Code.allCases.map { ProblemCode($0) } + HTTPRefusal.allCases.map { ProblemCode($0) }
        return others.reduce(into: own) { if !$0.contains($1) { $0.append($1) } }
    }()

    private static let known = Set(allCases.map(\.rawValue))
}
