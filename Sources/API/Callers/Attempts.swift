import Periods

/// Slows the guessing of passwords: after a few failures a name, or an address, waits longer with each more
/// (ASVS 6.3.1). In memory and bounded; a restart forgives.
struct Attempts {
    private struct Failures {
        var count = 0
        var until: Instant
    }

    private var byName: [String: Failures] = [:]
    private var byAddress: [String: Failures] = [:]

    private static let freeTries = 5, freeTriesOfAnAddress = 20, mostKept = 10_000, longestSeconds: Int64 = 900

    /// Seconds until another try is heard; nil: now.
    func wait(for name: String, from address: String, at now: Instant) -> Int? {
        let until = max(byName[name]?.until ?? .earliest, byAddress[address]?.until ?? .earliest)
        return until > now ? Int(until.microseconds(since: now) / 1_000_000) + 1 : nil
    }

    mutating func failed(_ name: String, from address: String, at now: Instant) {
        Self.count(&byName, name, free: Self.freeTries, now)
        Self.count(&byAddress, address, free: Self.freeTriesOfAnAddress, now)
    }

    mutating func succeeded(_ name: String) { byName[name] = nil }

    private static func count(_ failures: inout [String: Failures], _ key: String, free: Int, _ now: Instant) {
        if failures.count >= mostKept { failures = failures.filter { $0.value.until > now } }
        guard failures.count < mostKept || failures[key] != nil else { return }
        var known = failures[key] ?? Failures(until: now)
        known.count += 1
        let seconds = known.count < free ? 0 : min(longestSeconds, 1 << Int64(min(10, known.count - free)))
        known.until = now.adding(seconds: seconds)
        failures[key] = known
    }
}
