import CCurl
import Synchronization

/// The calls that are under way, on the thread that made this, by libcurl's multi interface: none waits for another.
package final class Transfers {
    private let multi: UnsafeMutableRawPointer
    private var underWay: [UnsafeMutableRawPointer: Transfer] = [:]
    private let certificates: String?
    private var over: [(ticket: Int, outcome: CallOutcome)] = []
    package let waker = TransfersWaker()

    /// - Parameter certificates: a PEM file of those whom servers may be certified by; nil: whom the system trusts.
    package init(certificates: String? = nil) {
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
        guard let multi = curl_multi_init() else { preconditionFailure("libcurl has no memory") }
        self.multi = multi
        self.certificates = certificates
        waker.point(at: multi)
    }

    deinit {
        waker.point(at: nil)
        for handle in underWay.keys { curl_multi_remove_handle(multi, handle) }
        underWay = [:]
        curl_multi_cleanup(multi)
    }

    package var count: Int { underWay.count }

    /// Begins a call; `turn` tells what came of it under the same ticket.
    package func begin(_ call: OutgoingCall, _ ticket: Int) {
        guard let transfer = Transfer(call, ticket, certificates: certificates), curl_multi_add_handle(multi, transfer.handle) == CURLM_OK else {
            return over.append((ticket, CallOutcome(failure: "the address cannot be called")))
        }
        underWay[transfer.handle] = transfer
    }

    /// Gives a call up: nothing is told of it any more.
    package func cancel(_ ticket: Int) {
        guard let handle = underWay.first(where: { $0.value.ticket == ticket })?.key else { return }
        curl_multi_remove_handle(multi, handle)
        underWay[handle] = nil
    }

    /// Moves all calls on; sleeps until one can be moved, somebody wakes, or `limit` has passed.
    /// - Returns: those that are over.
    package func turn(atMost limit: Duration) -> [(ticket: Int, outcome: CallOutcome)] {
        var running: Int32 = 0
        curl_multi_perform(multi, &running)
        collect()
        if over.isEmpty {
            curl_multi_poll(multi, nil, 0, Int32(clamping: limit.milliseconds), nil)
            curl_multi_perform(multi, &running)
            collect()
        }
        defer { over = [] }
        return over
    }

    private func collect() {
        var result = CURLE_OK
        while let handle = curl_next_over(multi, &result) {
            guard let transfer = underWay.removeValue(forKey: handle) else { continue }
            over.append((transfer.ticket, transfer.finish(result)))
            curl_multi_remove_handle(multi, handle)
        }
    }
}

/// Ends the sleep of a `Transfers`, from any thread and at any time.
package final class TransfersWaker: Sendable {
    /// The address of libcurl's handle while there is one; `curl_multi_wakeup` is made to be called from other threads.
    private let address = Mutex<UInt?>(nil)

    fileprivate func point(at multi: UnsafeMutableRawPointer?) { address.withLock { $0 = multi.map { UInt(bitPattern: $0) } } }

    package func wake() {
        address.withLock { address in
            if let address, let multi = UnsafeMutableRawPointer(bitPattern: address) { curl_multi_wakeup(multi) }
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
