import Files
import Identity
import Imports
import JSON
import Journal
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store

/// What the thread of hooks does: born on it, and never leaves it.
struct HookLoop {
    struct Context: Sendable {
        let runtime: Runtime
        let book: HookBook
        let numbers: HookNumbers
        let mailbox: Mailbox<HookIntake.Message>
        let clock: @Sendable () -> Instant
        let calendar: @Sendable () -> CompanyCalendar
    }

    /// One that the writer decides.
    private struct UnderWay {
        let receipt: HookReceipt
        let items: [(index: Int, item: ImportedRow.Item)]
        let refused: [HookOutcome.Line]
        let done: HookIntake.Done?
    }

    private let context: Context
    private let reader: Reader
    private let release: @Sendable (Int) -> Void
    private var underWay: [Int64: UnderWay] = [:]
    private var settled: [(receipt: HookReceipt, outcome: HookOutcome, done: HookIntake.Done?)] = []
    /// Whether something waits on disk that nobody has looked at, and behind which number.
    private var mayWait = false
    /// Of nodes that share a log one looks at what waits.
    private var isLeading = false
    private var lastLooked: Int64 = 0
    /// Hooks of which something came, went, or was dropped by a person; nil: any of them.
    private var changed: Set<String>? = nil
    /// Whether something could not be written and is tried again.
    private var isStalled = false

    private static let mostUnderWay = 200
    private static let patience = Duration.seconds(5)

    init(_ context: Context, _ reader: Reader, release: @escaping @Sendable (Int) -> Void) {
        self.context = context
        self.reader = reader
        self.release = release
    }

    mutating func run(_ signal: Signal) {
        while true {
            refill()
            settle()
            recount()
            let isReady = signal.wait(atMost: isStalled ? Self.patience : nil)
            if !isReady || isStalled { (isStalled, mayWait, lastLooked) = (false, isLeading, 0) }
            var arrived: [(NewReceipt, HookIntake.Done)] = []
            for message in context.mailbox.takeAll() {
                switch message {
                case .arrived(let receipt, let done): arrived.append((receipt, done))
                case .renewed(let receipt, let done):
                    if let receipt { begin(receipt, done) } else { (mayWait, lastLooked, changed) = (isLeading, 0, nil) }
                case .decided(let number, let replies): decided(number, replies)
                case .leads(let leads): (isLeading, mayWait, lastLooked, changed) = (leads, leads, 0, nil)
                case .stop:
                    keep(arrived, beginning: false)
                    return settle()
                }
            }
            keep(arrived, beginning: true)
        }
    }

    // MARK: In

    /// Writes what has arrived, all in one, and begins with it.
    private mutating func keep(_ arrived: [(receipt: NewReceipt, done: HookIntake.Done)], beginning: Bool) {
        guard !arrived.isEmpty else { return }
        let receipts = arrived.map(\.receipt), numbers = BlockingPromise<Result<[Int64], any Error>>()
        context.runtime.write(nil, by: .system, { database in try receipts.map { try database.hookReceipts.add($0) } }, reply: { numbers.fulfil($0) })
        let written = numbers.wait()
        release(receipts.reduce(0) { $0 + $1.body.count + 1_024 })
        switch written {
        case .failure(let error): for (_, done) in arrived { done(.failure(error)) }
        case .success(let numbers):
            for (number, (receipt, done)) in zip(numbers, arrived) {
                context.numbers.received(receipt.hook)
                changed?.insert(receipt.hook)
                guard beginning else {
                    done(.success(HookAnswer(number: number, state: nil, outcome: HookOutcome(lines: [], fault: nil))))
                    continue
                }
                begin(HookReceipt(number: number, receipt), done)
            }
        }
    }

    /// What waited on disk: from before the start, or renewed by a person.
    private mutating func refill() {
        while mayWait, underWay.count < Self.mostUnderWay {
            do {
                let waiting = try reader.hookReceipts.waiting(limit: Self.mostUnderWay, after: lastLooked)
                mayWait = waiting.count == Self.mostUnderWay
                lastLooked = waiting.last?.number ?? lastLooked
                for receipt in waiting where underWay[receipt.number] == nil { begin(receipt, nil) }
            } catch {
                Log.error("what hooks received cannot be read: \(error)")
                (mayWait, isStalled) = (false, true)
            }
        }
    }

    private mutating func begin(_ receipt: HookReceipt, _ done: HookIntake.Done?) {
        guard underWay[receipt.number] == nil else {
            if let done { done(.success(HookAnswer(number: receipt.number, state: nil, outcome: HookOutcome(lines: [], fault: nil)))) }
            return
        }
        do {
            let map = try map(of: receipt.hook)
            submit(receipt, try map.parts(of: receipt.delivery, context.calendar()), done)
        } catch {
            settled.append((receipt, HookOutcome(lines: [], fault: Self.words(error)), done))
        }
    }

    private func map(of hook: String) throws -> HookMap {
        guard let definition = context.book.definition(of: hook, try reader.hooks.find(hook)) else { throw HookFault("the hook is gone") }
        return try definition.map.get()
    }

    private static func words(_ error: any Error) -> String {
        if let diagnostics = error as? Diagnostics, let first = diagnostics.all.first { return "the map does not hold: \(first.sentence)" }
        return (error as? HookFault)?.description ?? "\(error)"
    }

    private mutating func submit(_ receipt: HookReceipt, _ parts: [HookMap.Part], _ done: HookIntake.Done?) {
        var items: [(index: Int, item: ImportedRow.Item)] = [], refused: [HookOutcome.Line] = []
        for (index, part) in parts.enumerated() {
            if let fault = part.fault {
                let reason = ImportReason(code: Code.malformed.rawValue, message: "\(fault.field): \(fault.message)", field: fault.field)
                refused.append(HookOutcome.Line(index: index, kind: "activity", id: "", verdict: .refused(reason)))
            }
            for item in part.items {
                if let activity = (item.command as? RecordActivity)?.activity, let refusal = SourceRights.any.refusal(of: activity) {
                    refused.append(HookOutcome.Line(index: index, kind: item.kind, id: item.id, verdict: ImportVerdict(refusal, of: item)))
                } else {
                    items.append((index, item))
                }
            }
        }
        guard !items.isEmpty else { return settled.append((receipt, HookOutcome(lines: refused, fault: nil), done)) }
        underWay[receipt.number] = UnderWay(receipt: receipt, items: items, refused: refused, done: done)
        let mailbox = context.mailbox, number = receipt.number
        context.runtime.submit(
            Submission(items.map(\.item.command), by: .token("hook:" + receipt.hook), from: receipt.address, priority: .bulk) { _ = mailbox.send(.decided(number, $0)) })
    }

    // MARK: Out

    private mutating func decided(_ number: Int64, _ replies: [Reply]) {
        guard let one = underWay.removeValue(forKey: number) else { return }
        let lines = zip(one.items, replies).map { item, reply in
            HookOutcome.Line(index: item.index, kind: item.item.kind, id: item.item.id, verdict: ImportVerdict(reply, of: item.item))
        }
        settled.append((one.receipt, HookOutcome(lines: one.refused + lines, fault: nil), one.done))
    }

    /// Writes what came of bodies, all in one, and tells their senders.
    private mutating func settle() {
        let all = settled
        settled = []
        guard !all.isEmpty else { return }
        let now = context.clock(), written = BlockingPromise<Result<Void, any Error>>()
        let rows = all.compactMap { one in one.outcome.state.map { (one.receipt, $0, String(decoding: JSONValue.object(one.outcome.json).bytes, as: UTF8.self)) } }
        if rows.count < all.count { isStalled = true }
        context.runtime.write(nil, by: .system) { database in
            for (receipt, state, outcome) in rows { try database.hookReceipts.settle(receipt.number, state, outcome, at: now) }
            for hook in Set(rows.map(\.0.hook)) { try database.hookReceipts.forget(of: hook) }
        } reply: { written.fulfil($0) }
        if case .failure(let error) = written.wait() {
            // What was recorded is recorded: looked at again it is known.
            Log.warning("what came of bodies of hooks cannot be noted: \(error)")
            isStalled = true
        }
        for (receipt, state, _) in rows { context.numbers.settled(receipt.hook, as: state) }
        changed?.formUnion(all.map(\.receipt.hook))
        for (receipt, outcome, done) in all { done?(.success(HookAnswer(number: receipt.number, state: outcome.state, outcome: outcome))) }
    }

    /// Counts what waits and what failed, for those who watch.
    private mutating func recount() {
        do {
            let hooks = try changed ?? Set(context.book.all(reader.hooks.list()).map(\.name))
            context.numbers.know(Array(hooks))
            for hook in hooks { context.numbers.note(hook, open: try reader.hookReceipts.open(of: hook)) }
            changed = []
        } catch {
            Log.warning("what waits for hooks cannot be counted: \(error)")
        }
    }
}

extension HookReceipt {
    var delivery: HookDelivery {
        let headers = (try? JSONValue.parse(Array(headers.utf8)))?.object ?? JSONObject()
        return HookDelivery(headers: headers.map { ($0.key, $0.value.string ?? "") }, mediaType: media, body: body)
    }
}
