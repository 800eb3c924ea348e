import Periods
import Testing

@testable import API

@Suite struct AttemptsTests {
    private let start = Instant(seconds: 1_800_000_000)
    private let device = [UInt8](repeating: 7, count: 16)

    private static let everywhere = (0..<200).map { "10.0.\($0).1" }

    private func attempts() -> Attempts { Attempts(secret: Array("a secret".utf8)) }

    /// Guesses as fast as it may for so many seconds, and tells how often it was heard.
    private func guess(_ attempts: inout Attempts, _ account: String, from addresses: [String], seconds: Int64, starting: Instant? = nil) -> Int {
        var heard = 0, now = starting ?? start
        let end = now.adding(seconds: seconds)
        while now < end {
            for address in addresses where attempts.wait(for: account, from: .stranger(address: address), at: now) == nil {
                attempts.end(attempts.begin(for: account, from: .stranger(address: address), at: now), .wrong, at: now)
                heard += 1
            }
            now = now.adding(seconds: 1)
        }
        return heard
    }

    @Test func `one address is heard seldom and waits alone`() {
        var attempts = attempts()
        #expect(guess(&attempts, "li.na", from: ["192.0.2.1"], seconds: 1_800) < 20)
        let later = start.adding(seconds: 1_799)
        #expect(attempts.wait(for: "li.na", from: .stranger(address: "192.0.2.1"), at: later) != nil)
        #expect(attempts.wait(for: "li.na", from: .stranger(address: "192.0.2.2"), at: later) == nil)
        #expect(attempts.wait(for: "chen.jie", from: .stranger(address: "192.0.2.1"), at: later) == nil)
    }

    @Test func `who guesses from everywhere is held to a try a minute`() {
        var attempts = attempts()
        // A hundred at once, more and more slowly a hundred more, then one a minute for everybody together.
        let heard = guess(&attempts, "li.na", from: Self.everywhere, seconds: 1_300)
        #expect(heard < 240, "\(heard)")
        let later = guess(&attempts, "li.na", from: Self.everywhere, seconds: 600, starting: start.adding(seconds: 1_300))
        #expect(later < 15, "\(later)")
    }

    @Test func `an address is quiet until something was tried there, and again once that was right`() {
        var attempts = attempts()
        func begin(_ account: String, _ address: String) -> Attempts.Try { attempts.begin(for: account, from: .stranger(address: address), at: start) }
        let first = begin("li.na", "192.0.2.1")
        // While it is looked at, too: many at once are not many first ones.
        #expect(first.isFromQuietAddress && !begin("chen.jie", "192.0.2.1").isFromQuietAddress && begin("chen.jie", "192.0.2.2").isFromQuietAddress)
        let other = begin("wang.wei", "192.0.2.3")
        attempts.end(other, .right, at: start)
        #expect(begin("wang.wei", "192.0.2.3").isFromQuietAddress)
        // Who was not heard is no failure, and still not the first again.
        attempts.end(begin("li.na", "192.0.2.4"), .unheard, at: start)
        #expect(!begin("li.na", "192.0.2.4").isFromQuietAddress)
    }

    @Test func `a device that is known is stopped by nobody else`() {
        var attempts = attempts()
        _ = guess(&attempts, "li.na", from: Self.everywhere, seconds: 30)
        let now = start.adding(seconds: 29), stranger = attempts.wait(for: "li.na", from: .stranger(address: "192.0.2.9"), at: now)
        #expect(stranger.map { $0 <= 61 } ?? false, "\(stranger ?? 0)")
        #expect(attempts.wait(for: "li.na", from: .device(device), at: now) == nil)
        // It guesses no better than a stranger.
        for _ in 0..<5 { attempts.end(attempts.begin(for: "li.na", from: .device(device), at: now), .wrong, at: now) }
        #expect(attempts.wait(for: "li.na", from: .device(device), at: now) != nil)
        #expect(attempts.wait(for: "li.na", from: .device([UInt8](repeating: 8, count: 16)), at: now) == nil)
    }

    @Test func `an address that tries many names is slowed for seconds only`() {
        var attempts = attempts(), heard = 0
        for second in 0..<Int64(3_600) {
            let now = start.adding(seconds: second), name = "name-\(second)"
            guard attempts.wait(for: name, from: .stranger(address: "192.0.2.1"), at: now) == nil else { continue }
            attempts.end(attempts.begin(for: name, from: .stranger(address: "192.0.2.1"), at: now), .wrong, at: now)
            heard += 1
        }
        #expect(heard < 250, "\(heard)")
        let wait = attempts.wait(for: "li.na", from: .stranger(address: "192.0.2.1"), at: start.adding(seconds: 3_600))
        #expect(wait.map { $0 <= 31 } ?? true)
    }

    @Test func `an own account buys no more guesses`() {
        var attempts = attempts(), heard = 0
        // A right password between any two guesses.
        for _ in 0..<200 {
            let mine = Attempts.Origin.stranger(address: "192.0.2.1")
            if attempts.wait(for: "mine", from: mine, at: start) == nil { attempts.end(attempts.begin(for: "mine", from: mine, at: start), .right, at: start) }
            heard += guess(&attempts, "li.na", from: ["192.0.2.1"], seconds: 1)
        }
        #expect(heard == 5)
    }

    @Test func `what nobody heard is no failure`() {
        var attempts = attempts()
        for _ in 0..<500 {
            let origin = Attempts.Origin.stranger(address: "192.0.2.1")
            #expect(attempts.wait(for: "li.na", from: origin, at: start) == nil)
            attempts.end(attempts.begin(for: "li.na", from: origin, at: start), .unheard, at: start)
        }
    }

    @Test func `ten thousand names forgive nobody`() {
        var attempts = attempts()
        let origin = Attempts.Origin.stranger(address: "192.0.2.1")
        _ = guess(&attempts, "li.na", from: ["192.0.2.1"], seconds: 10)
        let now = start.adding(seconds: 10), before = attempts.wait(for: "li.na", from: origin, at: now)
        for number in 0..<20_000 {
            attempts.end(attempts.begin(for: "made-up-\(number)", from: .stranger(address: "10.\(number >> 16).\(number >> 8 & 255).\(number & 255)"), at: now), .wrong, at: now)
        }
        #expect(before != nil && attempts.wait(for: "li.na", from: origin, at: now) == before)
    }
}
