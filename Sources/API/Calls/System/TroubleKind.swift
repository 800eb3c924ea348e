/// What a line of the log is about, so that the page of the system can say it as a sentence: the line itself is English, and may hold statements
/// of SQL, addresses and ids.
enum TroubleKind: String, CaseIterable, Sendable {
    case slow, slowCommit = "slow-commit", interrupted, storage, failed, download, hooks, deliveries, receiver, provider, verification, backup
    case clock, silent, rules, reports, other

    init(of message: String) {
        self = Self.beginnings.first { message.hasPrefix($0.text) }?.kind ?? Self.parts.first { message.contains($0.text) }?.kind ?? .other
    }

    static let interruptedReading = "a reading took too long and was ended"

    private static let beginnings: [(text: String, kind: TroubleKind)] = [
        ("slow request", .slow), ("slow commit", .slowCommit), (interruptedReading, .interrupted), ("a request met a storage that fails", .storage),
        ("a request failed", .failed), ("request", .failed), ("a download broke off", .download), ("deliveries cannot", .deliveries), ("signing in by", .provider),
        ("the database could not be verified", .verification), ("the result of a verification", .verification), ("no backup could be made", .backup),
        ("no sign of life", .silent), ("the rules in force stay", .rules),
    ]

    private static let parts: [(text: String, kind: TroubleKind)] = [
        ("took no delivery", .receiver), ("is told nothing any more", .receiver), ("hooks", .hooks), ("reports of abuse", .reports), ("clock", .clock),
        ("backup", .backup), ("cannot be read", .storage), ("cannot be looked for", .storage),
    ]
}
