import Cluster
import CommitLog
import Store

/// What stands in a shared log, and whether a replica is a part of it.
struct LogVerification {
    private(set) var findings: [Finding] = []
    private(set) var head = Head.none
    /// Whether the head asked for is among the log's; nil: none was.
    private(set) var continuesHead: Bool?

    var isSound: Bool { findings.isEmpty && continuesHead != false }

    /// - Parameters:
    ///   - path: of the replica; nil: there is none.
    ///   - noted: a head that the log must continue.
    init(_ place: PostgreSQLLog.Place, replica path: String?, continuing noted: Digest?) throws {
        let contents = try LogContents(place), replica = try path.map { try Reader($0) }
        continuesHead = noted.map { $0 == .zero }
        var check = LogSealCheck()
        var last: LogSeal?
        while true {
            let commits = try contents.commits(after: last?.number ?? 0, limit: 64)
            guard let next = commits.last?.seal else { break }
            let own = try replica?.commits(after: last?.number ?? 0, limit: commits.count) ?? []
            for (index, commit) in commits.enumerated() {
                let mine = index < own.count ? own[index] : nil
                check.check(commit, own: mine)
                if let mine, mine.seal?.hash != commit.seal?.hash { add("the replica, seal \(commit.seal?.number ?? 0)", "is another than in the log") }
                if let noted, check.head.hash == noted { continuesHead = true }
            }
            last = next
        }
        head = check.head
        findings = check.findings + findings
        for stray in try contents.strays(after: last) { add("the log, \(stray.table)", "\(stray.count) rows that no seal covers") }
        let end = try contents.head()
        if end.seal != head.number { add("the log", "ends with seal \(head.number), and its lease says \(end.seal)") }
        if let replica, let more = try replica.commits(after: head.number, limit: 1).first?.seal {
            add("the replica, seal \(more.number)", "is not in the log, which ends with \(head.number): the log was set back (laurel cluster settle)")
        }
    }

    private mutating func add(_ place: String, _ text: String) {
        if findings.count < VerificationReport.limit { findings.append(Finding(place, text)) }
    }
}
