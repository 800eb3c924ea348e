import Measures
import Store
import Synchronization

/// What hooks have counted since the start, and what of each waits or failed, for other threads to read.
///
/// Only hooks that exist are counted: whoever calls names that nobody has makes nothing here grow.
final class HookNumbers: Sendable {
    private struct Hook {
        var received = 0, refused = 0, held = 0
        var settled: [HookReceipt.State: Int] = [:]
        var waiting: Int64 = 0, failed: Int64 = 0
    }

    private let hooks = Mutex<[String: Hook]>([:])

    func know(_ names: [String]) { hooks.withLock { hooks in for name in names where hooks[name] == nil { hooks[name] = Hook() } } }

    func forget(_ name: String) { hooks.withLock { $0[name] = nil } }

    func received(_ name: String) { count(name) { $0.received += 1 } }

    /// Somebody could not prove who they are.
    func refused(_ name: String) { count(name) { $0.refused += 1 } }

    /// One was told to come again later: too many at once, or too much that nobody has looked at.
    func held(_ name: String) { count(name) { $0.held += 1 } }

    func settled(_ name: String, as state: HookReceipt.State) { count(name) { $0.settled[state, default: 0] += 1 } }

    func note(_ name: String, open states: [HookReceipt.State: Int64]) {
        count(name) { ($0.waiting, $0.failed) = (states[.waiting] ?? 0, states[.failed] ?? 0) }
    }

    private func count(_ name: String, _ change: (inout Hook) -> Void) {
        hooks.withLock { hooks in
            guard var hook = hooks[name] else { return }
            change(&hook)
            hooks[name] = hook
        }
    }

    func write(to text: inout Exposition) {
        let hooks = hooks.withLock { $0 }.sorted { $0.key < $1.key }
        text.counter("laurel_hook_received", "Bodies that hooks have kept since the start") { samples in
            for (name, hook) in hooks { samples.add(hook.received, ["hook": name]) }
        }
        text.counter("laurel_hook_refused", "Bodies that were not kept: their sender proved nothing, or was told to come again") { samples in
            for (name, hook) in hooks {
                samples.add(hook.refused, ["hook": name, "reason": "unproven"])
                samples.add(hook.held, ["hook": name, "reason": "later"])
            }
        }
        text.counter("laurel_hook_settled", "What came of bodies since the start") { samples in
            for (name, hook) in hooks {
                for state in HookReceipt.State.allCases where state != .waiting { samples.add(hook.settled[state] ?? 0, ["hook": name, "outcome": state.rawValue]) }
            }
        }
        text.gauge("laurel_hook_waiting", "Bodies that wait to be looked at") { samples in
            for (name, hook) in hooks { samples.add(Int(hook.waiting), ["hook": name]) }
        }
        text.gauge("laurel_hook_failed", "Bodies that failed, and wait for somebody who mends the map or drops them") { samples in
            for (name, hook) in hooks { samples.add(Int(hook.failed), ["hook": name]) }
        }
    }
}
