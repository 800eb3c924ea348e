import Files
import Mailboxes
import PointsEngine
import Synchronization

/// Sends rows to a sink in batches, a few of them under way at a time, and counts what became of them.
///
/// Belongs to one thread; memory stays bounded, however long the file is.
package final class ImportRun {
    /// The most items in one batch.
    package static let batch = 500
    private static let batchesUnderWay = 4
    /// Members and teams that were sent and are not sent again; most files name the same few.
    private static let rememberedPeople = 100_000

    package private(set) var summary = ImportSummary()
    private let sink: any ImportSink
    private let onRefusal: (ImportRefusal) throws -> Void
    private let onProgress: (ImportSummary) -> Void
    private let answers = Answers()
    private var underWay: [Int: [Sent]] = [:]
    private var nextBatch = 0
    private var waiting: [Sent] = []
    private var sentTeams: Set<PutTeam> = []
    private var sentMembers: Set<PutMember> = []

    private struct Sent {
        let item: ImportedRow.Item
        let record: CSVRecord
    }

    /// The import ended before the end of the file, for nothing can be written.
    package struct Interrupted: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// - Parameters:
    ///   - onRefusal: called for everything that was not taken, in order of the batches; what it throws ends the import.
    ///   - onProgress: called now and then.
    package init(
        into sink: some ImportSink, onRefusal: @escaping (ImportRefusal) throws -> Void = { _ in }, onProgress: @escaping (ImportSummary) -> Void = { _ in }
    ) {
        self.sink = sink
        self.onRefusal = onRefusal
        self.onProgress = onProgress
    }

    package func note(_ sentence: String) { summary.notes.append(sentence) }

    package func add(_ row: ImportedRow) throws {
        summary.rows += 1
        if let fault = row.fault {
            try refuse(line: row.record.line, code: "malformed", message: "\(fault.field): \(fault.message)", row.record)
        }
        for item in row.items where isNew(item) {
            waiting.append(Sent(item: item, record: row.record))
            if waiting.count == Self.batch { try sendWaiting() }
        }
    }

    /// A row that is no CSV.
    package func add(_ error: CSVError, in file: String) throws {
        summary.rows += 1
        try refuse(line: error.line, code: "malformed", message: error.diagnostic(file: file).message, nil)
    }

    /// Waits for what is under way.
    @discardableResult
    package func finish() throws -> ImportSummary {
        if !waiting.isEmpty { try sendWaiting() }
        while !underWay.isEmpty { try takeAnswers() }
        onProgress(summary)
        return summary
    }

    private func isNew(_ item: ImportedRow.Item) -> Bool {
        switch item.command {
        case .putTeam(let team):
            if sentTeams.count >= Self.rememberedPeople { sentTeams.removeAll() }
            return sentTeams.insert(team).inserted
        case .putMember(let member):
            if sentMembers.count >= Self.rememberedPeople { sentMembers.removeAll() }
            return sentMembers.insert(member).inserted
        default:
            return true
        }
    }

    private func sendWaiting() throws {
        while underWay.count >= Self.batchesUnderWay { try takeAnswers() }
        let number = nextBatch, answers = answers
        nextBatch += 1
        underWay[number] = waiting
        sink.send(waiting.map(\.item)) { answers.give(number, $0) }
        waiting.removeAll(keepingCapacity: true)
    }

    /// Waits until at least one batch was answered.
    private func takeAnswers() throws {
        for (number, verdicts) in answers.take() {
            guard let sent = underWay.removeValue(forKey: number) else { continue }
            for (sent, verdict) in zip(sent, verdicts) { try count(sent, verdict) }
        }
        onProgress(summary)
    }

    private func count(_ sent: Sent, _ verdict: ImportVerdict) throws {
        let counts = sent.item.counts
        switch verdict {
        case .recorded: summary[keyPath: counts].recorded += 1
        case .duplicate: summary[keyPath: counts].duplicate += 1
        case .conflicting where sent.item.isMentioned: summary[keyPath: counts].duplicate += 1
        case .conflicting(let message):
            summary[keyPath: counts].conflicting += 1
            try onRefusal(ImportRefusal(line: sent.record.line, code: "conflict", message: message, record: sent.record))
        case .refused(let code, let message):
            summary[keyPath: counts].refused += 1
            try onRefusal(ImportRefusal(line: sent.record.line, code: code, message: message, record: sent.record))
        case .unavailable(let reason):
            throw Interrupted(description: "stopped at line \(sent.record.line): \(reason); what was recorded stays, and the import may be repeated")
        }
    }

    private func refuse(line: Int, code: String, message: String, _ record: CSVRecord?) throws {
        summary.activities.refused += 1
        try onRefusal(ImportRefusal(line: line, code: code, message: message, record: record))
    }
}

extension ImportedRow.Item {
    fileprivate var counts: WritableKeyPath<ImportSummary, ImportCounts> {
        switch command {
        case .putTeam: \.teams
        case .putMember: \.members
        default: \.activities
        }
    }
}

/// Verdicts on their way from the sink's threads.
private final class Answers: Sendable {
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
