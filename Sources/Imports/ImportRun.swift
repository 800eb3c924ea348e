import Files
import Identity
import Mailboxes
import PointsEngine
import Synchronization

/// Sends rows to a sink in batches, a few of them under way at a time, and counts what became of them.
///
/// Belongs to one thread; memory stays bounded, however long the file is. What stops it half-way is told in the summary, with the counts.
package final class ImportRun {
    /// The most items in one batch.
    package static let batch = 500
    private static let batchesUnderWay = 4
    /// Members and teams that were sent and are not sent again; most files name the same few.
    private static let rememberedPeople = 100_000

    package private(set) var summary = ImportSummary()
    private let sink: any ImportSink
    private let sources: SourceRights
    private let onRefusal: (ImportRefusal) throws -> Void
    private let onProgress: (ImportSummary) throws -> Void
    private let answers = VerdictQueue()
    private var underWay: [Int: [Sent]] = [:]
    private var nextBatch = 0
    private var waiting: [Sent] = []
    private var sentTeams: Set<PutTeam> = []
    private var sentMembers: Set<PutMember> = []
    private var sentCustomers: Set<PutCustomer> = []
    /// Teams that rows so far only mention, as a parent.
    private var mentionedTeams: Set<TeamID> = []
    /// Those of them that came into being by that: a row of their own still says where they sit.
    private var teamsByMention: Set<TeamID> = []
    private var lookAlikes: LookAlikes?
    private var columns: [String] = []

    private struct Sent {
        let item: ImportedRow.Item
        let record: CSVRecord
    }

    /// It was stopped; the summary says why.
    package struct Stopped: Error {}

    /// - Parameters:
    ///   - sources: those that whoever imports may speak for; never Laurel's own.
    ///   - onRefusal: called for everything that was not taken, in order of the batches; what it throws ends the import.
    ///   - onProgress: called now and then; what it throws ends the import.
    package init(
        into sink: some ImportSink, speakingFor sources: SourceRights = .any, onRefusal: @escaping (ImportRefusal) throws -> Void = { _ in },
        onProgress: @escaping (ImportSummary) throws -> Void = { _ in }
    ) {
        self.sink = sink
        self.sources = sources
        self.onRefusal = onRefusal
        self.onProgress = onProgress
    }

    package func note(_ sentence: String) { summary.notes.append(sentence) }

    /// The names of the columns, before the first row.
    package func begin(columns: [String]) { self.columns = columns }

    /// - Throws: `Stopped`.
    package func add(_ row: ImportedRow) throws {
        summary.rows += 1
        if let fault = row.fault {
            try refuse(line: row.record.line, ImportReason(code: "malformed", message: "\(fault.field): \(fault.message)", field: fault.field), row.record)
        } else if !row.isMatched {
            summary.unmatched += 1
        }
        lookAt(row)
        for item in row.items {
            let item = completed(item)
            guard isNew(item) else { continue }
            if let activity = (item.command as? RecordActivity)?.activity, let refusal = sources.refusal(of: activity) {
                count(Sent(item: item, record: row.record), ImportVerdict(refusal, of: item))
                continue
            }
            waiting.append(Sent(item: item, record: row.record))
            if waiting.count == Self.batch { sendWaiting() }
        }
        if summary.stopped != nil { throw Stopped() }
    }

    /// A row in which every cell is empty.
    package func skipBlank() { summary.blank += 1 }

    /// A row that is no CSV.
    package func add(_ error: CSVError) throws {
        summary.rows += 1
        try refuse(line: error.line, ImportReason(code: "malformed", message: error.sentence), nil)
    }

    /// Nothing more is taken. The first reason counts.
    package func stop(_ reason: String) {
        if summary.stopped == nil { summary.stopped = "\(reason); what was recorded stays, and the import may be repeated" }
    }

    /// Waits for what is under way.
    @discardableResult
    package func finish() -> ImportSummary {
        if summary.stopped == nil, !waiting.isEmpty { sendWaiting() }
        drain()
        summary.notes += lookAlikes?.warnings ?? []
        lookAlikes = nil
        return summary
    }

    private func drain() {
        while !underWay.isEmpty { takeAnswers() }
    }

    private func isNew(_ item: ImportedRow.Item) -> Bool {
        switch item.command {
        case let team as PutTeam:
            if sentTeams.count >= Self.rememberedPeople { sentTeams.removeAll() }
            if item.isMentioned, mentionedTeams.count < Self.rememberedPeople { mentionedTeams.insert(team.id) }
            return sentTeams.insert(team).inserted
        case let member as PutMember:
            if sentMembers.count >= Self.rememberedPeople { sentMembers.removeAll() }
            return sentMembers.insert(member).inserted
        case let customer as PutCustomer:
            if sentCustomers.count >= Self.rememberedPeople { sentCustomers.removeAll() }
            return sentCustomers.insert(customer).inserted
        default:
            return true
        }
    }

    /// A row of a team that an earlier row of this file brought into being, as a parent, says where it sits: that is no conflict.
    private func completed(_ item: ImportedRow.Item) -> ImportedRow.Item {
        guard let team = item.command as? PutTeam, !item.isMentioned, mentionedTeams.remove(team.id) != nil else { return item }
        // Seldom: once for each team between the highest and the lowest.
        if !waiting.isEmpty { sendWaiting() }
        drain()
        guard teamsByMention.remove(team.id) != nil else { return item }
        // What the same row says again later is no news.
        sentTeams.insert(team)
        return ImportedRow.Item(PutTeam(id: team.id, name: team.name, parent: team.parent, revision: 1))
    }

    private func lookAt(_ row: ImportedRow) {
        if lookAlikes == nil {
            lookAlikes = LookAlikes()
            do { lookAlikes?.know(try sink.names()) } catch { note("names are compared within the file alone: \(error)") }
        }
        for item in row.items { lookAlikes?.look(at: item.command, line: row.record.line) }
    }

    private func sendWaiting() {
        while underWay.count >= Self.batchesUnderWay { takeAnswers() }
        let sent = waiting
        waiting.removeAll(keepingCapacity: true)
        guard summary.stopped == nil else { return }
        let number = nextBatch, answers = answers
        nextBatch += 1
        underWay[number] = sent
        sink.send(sent.map(\.item)) { answers.give(number, $0) }
    }

    /// Waits until at least one batch was answered.
    private func takeAnswers() {
        for (number, verdicts) in answers.take() {
            guard let sent = underWay.removeValue(forKey: number) else { continue }
            for (sent, verdict) in zip(sent, verdicts) { count(sent, verdict) }
        }
        do { try onProgress(summary) } catch { stop("\(error)") }
    }

    private func count(_ sent: Sent, _ verdict: ImportVerdict) {
        let counts = sent.item.counts
        switch verdict {
        case .recorded:
            summary[keyPath: counts].recorded += 1
            if sent.item.isMentioned, let team = sent.item.command as? PutTeam { teamsByMention.insert(team.id) }
        case .duplicate: summary[keyPath: counts].duplicate += 1
        case .conflicting(let reason):
            summary[keyPath: counts].conflicting += 1
            tell(ImportRefusal(line: sent.record.line, reason, record: sent.record, columns: columns))
        case .refused(let reason):
            summary[keyPath: counts].refused += 1
            tell(ImportRefusal(line: sent.record.line, reason, record: sent.record, columns: columns))
        case .unavailable(let reason):
            stop("stopped at line \(sent.record.line): \(reason)")
        }
    }

    private func refuse(line: Int, _ reason: ImportReason, _ record: CSVRecord?) throws {
        summary.activities.refused += 1
        tell(ImportRefusal(line: line, reason, record: record, columns: columns))
        if summary.stopped != nil { throw Stopped() }
    }

    private func tell(_ refusal: ImportRefusal) {
        guard summary.stopped == nil else { return }
        do { try onRefusal(refusal) } catch { stop("\(error)") }
    }
}

extension ImportedRow.Item {
    fileprivate var counts: WritableKeyPath<ImportSummary, ImportCounts> {
        switch command {
        case is PutTeam: \.teams
        case is PutMember: \.members
        case is PutCustomer: \.customers
        default: \.activities
        }
    }
}

/// Verdicts on their way from the sink's threads.
private final class VerdictQueue: Sendable {
    private let given = Mutex<[(Int, [ImportVerdict])]>([])
    private let signal = Signal()

    func give(_ batch: Int, _ verdicts: [ImportVerdict]) {
        given.withLock { $0.append((batch, verdicts)) }
        signal.raise()
    }

    /// At least one, in the order in which they came.
    func take() -> [(Int, [ImportVerdict])] {
        while true {
            let taken = given.withLock { given in
                defer { given = [] }
                return given
            }
            if !taken.isEmpty { return taken.sorted { $0.0 < $1.0 } }
            signal.wait()
        }
    }
}
