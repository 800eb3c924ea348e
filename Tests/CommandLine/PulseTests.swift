import Foundation
import Mailboxes
import Testing

@testable import laurel

@Suite struct PulseTests {
    /// Loops whose signs are given by hand.
    private final class Loops: @unchecked Sendable {
        // Proof of @unchecked: `signs` and `isFull` are used by one thread, that of the test.
        var signs: [String: [@Sendable () -> Void]] = [:]
        var isFull = false

        var pulse: Pulse {
            Pulse(["writer", "web"].map { name in
                (name, { [self] sign in
                    guard !isFull else { return false }
                    signs[name, default: []].append(sign)
                    return true
                })
            })
        }

        func turn(_ name: String) {
            signs.removeValue(forKey: name)?.forEach { $0() }
        }
    }

    @Test func `a loop that does not turn is silent until it does`() {
        let loops = Loops(), pulse = loops.pulse
        #expect(pulse.beat() == [])
        loops.turn("web")
        #expect(pulse.beat() == ["writer"])
        loops.turn("web")
        // It is asked once, however long it takes.
        #expect(pulse.beat() == ["writer"])
        #expect(loops.signs["writer"]?.count == 1)
        loops.turn("web")
        loops.turn("writer")
        #expect(pulse.beat() == [])
    }

    @Test func `a loop that cannot be asked is silent`() {
        let loops = Loops(), pulse = loops.pulse
        loops.isFull = true
        #expect(pulse.beat() == ["writer", "web"])
        loops.isFull = false
        #expect(pulse.beat() == [])
    }
}
