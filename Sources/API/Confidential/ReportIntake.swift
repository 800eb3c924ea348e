import CSodium
import Identity
import Journal
import JSON
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store
import Web

/// Takes reports of abuse and gives them to audit, without a trace of who (programme.md, "Reports of abuse"). Lives on the web thread.
final class ReportIntake {
    private let services: Services
    private let loop: WebLoop
    /// Nil where the file of today cannot be read: then nothing is taken, rather than lost.
    let box: ReportBox?
    private var bucket = SharedBucket(capacity: 20, seconds: 30)
    private var isKeeping = false

    /// Who reads for nobody in particular.
    static let turnHolder = TurnHolder("reports of abuse")
    private static let minute = 60_000

    /// The company's day, as rows name it.
    let day: () -> String

    init(_ services: Services, _ loop: WebLoop, day: @escaping () -> String) {
        self.services = services
        self.day = day
        self.loop = loop
        do { box = try ReportBox(beside: services.runtime.path) } catch {
            Log.error("today's reports of abuse cannot be read: \(error)")
            box = nil
        }
        turn()
    }

    /// - Throws: a problem where too much came from all together.
    func take() throws {
        guard let wait = bucket.take(at: services.clock()) else { return }
        var problem = Problem(429, ProblemCode(Code.overloaded))
        problem.retryAfter = Int(wait)
        throw problem
    }

    /// Every minute, whether or not there was a report: today's file is written, and days that are over go into the database.
    private func turn() {
        loop.after(Self.minute) { [weak self] in self?.turn() }
        guard let box else { return }
        services.runtime.readers.read(for: Self.turnHolder) { _ in
            do { try box.refresh() } catch { Log.error("today's reports of abuse cannot be written: \(error)") }
        }
        keep(box)
    }

    /// Hands what was taken while this node led to the one that does now.
    var tellLeader: ((JSONValue, _ then: @escaping (Bool) -> Void) -> Void)?

    private func handOn(_ box: ReportBox, _ tell: (JSONValue, _ then: @escaping (Bool) -> Void) -> Void) {
        let rows = box.rows
        guard !rows.isEmpty, !isKeeping else { return }
        isKeeping = true
        tell(.array(rows.map(\.json))) { [unowned self] isTaken in
            isKeeping = false
            guard isTaken else { return }
            do { try box.remove(rows) } catch { Log.error("reports of abuse that another node keeps cannot be removed here: \(error)") }
        }
    }

    private func keep(_ box: ReportBox) {
        if let tellLeader, !services.runtime.leads { return handOn(box, tellLeader) }
        let today = day()
        let over = box.rows.filter { $0.day < today }.sorted { ($0.day, $0.id.hex) < ($1.day, $1.id.hex) }
        guard !over.isEmpty, !isKeeping else { return }
        isKeeping = true
        let services = services
        services.runtime.readers.read(for: Self.turnHolder) { reader in
            let done: @Sendable ((any Error)?) -> Void = { error in
                if let error { Log.error("reports of abuse cannot be kept: \(error)") }
                services.onWeb { $0.reports.isKeeping = false }
            }
            do {
                let note = try reader.get().confidentialNote(adding: over)
                services.runtime.write(note, by: .system, { try $0.confidential.add(over) }, reply: { result in
                    do {
                        _ = try result.get()
                        try box.remove(over)
                        done(nil)
                    } catch { done(error) }
                })
            } catch { done(error) }
        }
    }
}

extension [UInt8] {
    var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    static func random(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }
}
