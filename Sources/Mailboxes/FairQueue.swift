/// Jobs that wait for a few workers, dealt out in turns: each turnHolder has its turn after the others, however much it asks for, and never
/// holds so many workers that none is left for them. A state machine without threads; `FairWorkers` is the one with.
///
/// Invariant: an turnHolder stands in `turns` of a line once, exactly as long as it has jobs there.
package struct FairQueue<Job> {
    package struct Limits: Sendable {
        /// Jobs that may wait in each line, of everybody and of one turnHolder.
        package var waiting: Int
        package var waitingOfOne: Int
        /// Workers that one turnHolder, and that each line, may hold at a time; at least 1.
        package var runningOfOne: Int
        package var running: [TurnHolder.Line: Int]

        package init(waiting: Int, waitingOfOne: Int, runningOfOne: Int, running: [TurnHolder.Line: Int] = [:]) {
            self.waiting = waiting
            self.waitingOfOne = waitingOfOne
            self.runningOfOne = runningOfOne
            self.running = running
        }
    }

    package struct Dealt {
        package let turnHolder: TurnHolder
        package let job: Job
    }

    private struct Waiting {
        var turns: [String] = []
        var jobs: [String: [Dealt]] = [:]
        var count = 0
        var running = 0
    }

    private var lines: [TurnHolder.Line: Waiting] = [:]
    private var runningByName: [String: Int] = [:]
    private var last = TurnHolder.Line.second
    private let limits: Limits

    package init(_ limits: Limits) { self.limits = limits }

    /// Jobs that wait, of all.
    package var count: Int { lines.values.reduce(0) { $0 + $1.count } }
    package var isEmpty: Bool { count == 0 }

    /// Takes a job; false: its turnHolder, or all together, have as many waiting as they may. O(1), save where it is full.
    package mutating func add(_ job: Job, for turnHolder: TurnHolder) -> Bool {
        var waiting = lines.removeValue(forKey: turnHolder.line) ?? Waiting()
        defer { lines[turnHolder.line] = waiting }
        let ofOne = waiting.jobs[turnHolder.name]?.count ?? 0
        // The server's own work is bounded where it is asked for.
        guard waiting.count < limits.waiting, ofOne < limits.waitingOfOne || turnHolder.name.isEmpty else { return false }
        if ofOne == 0 { waiting.turns.append(turnHolder.name) }
        waiting.jobs[turnHolder.name, default: []].append(Dealt(turnHolder: turnHolder, job: job))
        waiting.count += 1
        return true
    }

    /// The job whose turn it is, and that may run now; it runs until `finished`. O(askers that hold workers).
    package mutating func take() -> Dealt? {
        let order: [TurnHolder.Line] = last == .first ? [.second, .first] : [.first, .second]
        for line in order {
            guard let dealt = take(from: line) else { continue }
            last = line
            runningByName[dealt.turnHolder.name, default: 0] += 1
            return dealt
        }
        return nil
    }

    package mutating func finished(_ turnHolder: TurnHolder) {
        lines[turnHolder.line]?.running -= 1
        let running = (runningByName[turnHolder.name] ?? 1) - 1
        runningByName[turnHolder.name] = running == 0 ? nil : running
    }

    /// Removes those that nobody waits for any more: there is room again for who does. O(jobs).
    package mutating func dropUnwanted() -> [Dealt] {
        var dropped: [Dealt] = []
        for line in lines.keys {
            guard var waiting = lines.removeValue(forKey: line) else { continue }
            for name in waiting.turns {
                let jobs = waiting.jobs[name] ?? []
                dropped += jobs.filter { !$0.turnHolder.isThere }
                waiting.jobs[name] = jobs.filter(\.turnHolder.isThere)
            }
            waiting.jobs = waiting.jobs.filter { !$0.value.isEmpty }
            waiting.turns.removeAll { waiting.jobs[$0] == nil }
            waiting.count = waiting.jobs.values.reduce(0) { $0 + $1.count }
            lines[line] = waiting
        }
        return dropped
    }

    private mutating func take(from line: TurnHolder.Line) -> Dealt? {
        guard var waiting = lines[line], waiting.count > 0, waiting.running < limits.running[line] ?? .max,
            let turn = waiting.turns.firstIndex(where: { runningByName[$0] ?? 0 < limits.runningOfOne })
        else { return nil }
        lines[line] = nil
        defer { lines[line] = waiting }
        let name = waiting.turns.remove(at: turn)
        guard let dealt = waiting.jobs[name]?.removeFirst() else { return nil }
        if waiting.jobs[name]?.isEmpty ?? true { waiting.jobs[name] = nil } else { waiting.turns.append(name) }
        waiting.count -= 1
        waiting.running += 1
        return dealt
    }
}
