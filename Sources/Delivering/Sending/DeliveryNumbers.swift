import Measures
import Synchronization

/// What the sender has counted since the start, for other threads to read.
package final class DeliveryNumbers: Sendable {
    private struct Target {
        var taken = 0, refused = 0, waiting = 0
        var isFailing = false
    }

    private let state = Mutex<[String: Target]>([:])
    private let calls = Mutex(0)

    func count(_ id: String, isTaken: Bool, isFailing: Bool) {
        state.withLock { targets in
            if isTaken { targets[id, default: Target()].taken += 1 } else { targets[id, default: Target()].refused += 1 }
            targets[id]?.isFailing = isFailing
        }
    }

    func note(waiting: [String: Int], underWay: Int) {
        calls.withLock { $0 = underWay }
        state.withLock { targets in
            for id in targets.keys where waiting[id] == nil { targets[id]?.waiting = 0 }
            for (id, count) in waiting { targets[id, default: Target()].waiting = count }
        }
    }

    func forget(_ id: String) { state.withLock { $0[id] = nil } }

    /// Those that wait for all targets together; counted up to a bound for each.
    package var waiting: Int { state.withLock { $0.values.reduce(0) { $0 + $1.waiting } } }

    /// Targets whose last attempt came to nothing.
    package var failing: [String] { state.withLock { $0.filter(\.value.isFailing).keys.sorted() } }

    package func write(to text: inout Exposition) {
        let targets = state.withLock { $0 }.sorted { $0.key < $1.key }
        text.gauge("laurel_deliveries_waiting", "What waits to be sent, by target, counted up to 100000") { samples in
            for (id, target) in targets { samples.add(target.waiting, ["target": id]) }
        }
        text.gauge("laurel_delivery_target_failing", "1 where the last attempt came to nothing") { samples in
            for (id, target) in targets { samples.add(target.isFailing ? 1 : 0, ["target": id]) }
        }
        text.counter("laurel_delivery_attempts", "Calls that went out since the start, by target and what came of them") { samples in
            for (id, target) in targets {
                samples.add(target.taken, ["target": id, "outcome": "taken"])
                samples.add(target.refused, ["target": id, "outcome": "refused"])
            }
        }
        text.gauge("laurel_delivery_calls", "Calls that are under way", calls.withLock { $0 })
    }
}
