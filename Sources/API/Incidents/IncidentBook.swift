import Identity
import Journal
import JSON
import Periods
import PointsEngine
import Store
import Web

/// Writes incidents into the audit trail and the log. Lives on the web thread.
final class IncidentBook {
    private var incidents: Incidents
    private let services: Services
    private unowned let loop: WebLoop
    private var isWaiting = false
    /// Hands a line to the node that leads; nil: there is none but this.
    var tellLeader: ((NodeNotes.Line, _ then: @escaping (Bool) -> Void) -> Void)?
    /// Lines on their way to the disk, and who waits for them.
    private var underWay = 0
    private var readers: [() -> Void] = []
    /// Accounts that are there and for which a password was wrong: the only names that a stranger's waiting is told by.
    private var failed: Set<String> = []
    private static let mostFailed = 10_000
    /// Since the start.
    private(set) var failures = 0

    init(_ services: Services, _ loop: WebLoop) {
        self.services = services
        self.loop = loop
        incidents = Incidents(at: services.clock())
    }

    func note(_ kind: Incidents.Kind, by actor: Actor, from address: String, _ subject: String?) {
        let event = Incidents.Event(kind: kind, actor: actor.text, address: address, subject: subject)
        if let line = incidents.note(event, at: services.clock()) { write(line) }
        waitForMinute()
    }

    /// A password was wrong. What was typed as a name and is none is not written down: it may be the password.
    func noteFailure(of account: String?, from address: String) {
        failures += 1
        if let account {
            if failed.count >= Self.mostFailed { failed = [] }
            failed.insert(account)
        }
        note(.signInFailed, by: .system, from: address, account)
    }

    /// A try had to wait, because too many were wrong.
    func noteWait(of name: String, from address: String) { note(.signInSlowed, by: .system, from: address, failed.contains(name) ? name : nil) }

    /// Writes what is being counted, whether or not its minute is over.
    func flush() { incidents.flush(at: services.clock()).forEach(write) }

    /// Runs `body` when every line that was told is on disk, or is known not to come there: who was just refused finds it said.
    func whenWritten(_ body: @escaping () -> Void) {
        if underWay == 0 { body() } else { readers.append(body) }
    }

    private func written() {
        underWay -= 1
        guard underWay == 0 else { return }
        let waiting = readers
        readers = []
        waiting.forEach { $0() }
    }

    private func waitForMinute() {
        guard !isWaiting, incidents.due != nil else { return }
        isWaiting = true
        loop.after(Int(Incidents.minute) * 1_000) { [unowned self] in
            isWaiting = false
            flush()
        }
    }

    private func write(_ line: Incidents.Line) {
        Log.notice(line.words)
        let detail: JSONObject = line.event == nil ? ["others": .number(Decimal(line.count))] : line.count == 1 ? [:] : ["count": .number(Decimal(line.count))]
        let actor = line.event.flatMap { Actor(text: $0.actor) } ?? .system
        let address = line.event.map(\.address)
        let note = Note(kind: line.kind.rawValue, subject: line.event?.subject, detail: detail), from = address?.isEmpty == true ? nil : address
        underWay += 1
        if let tellLeader, !services.runtime.leads {
            return tellLeader(NodeNotes.Line(note: note, actor: actor, address: from)) { [unowned self] isTold in
                if !isTold { Log.error("an incident is in the log alone: nobody leads") }
                written()
            }
        }
        services.runtime.write(
            note, by: actor, from: from, { _ in },
            reply: { [services] result in
                if case .failure(let error) = result { Log.error("an incident is in the log alone: \(error)") }
                services.onWeb { $0.incidents.written() }
            })
    }
}

extension Incidents.Line {
    /// For the log: known names and numeric addresses only.
    fileprivate var words: String {
        guard let event else { return "\(kind.rawValue): \(count) others" }
        let parts = [event.subject, event.actor == Actor.system.text ? nil : "by \(event.actor)", event.address.isEmpty ? nil : "from \(event.address)", count > 1 ? "\(count) times" : nil]
        return "\(kind.rawValue): " + parts.compactMap { $0 }.joined(separator: ", ")
    }
}
