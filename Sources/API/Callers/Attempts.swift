import Periods

/// Slows the guessing of passwords: after a few failures a name, or an address, waits longer with each more
/// (ASVS 6.3.1). A try of a name counts when it begins, so that many at once are not free. In memory and bounded; a restart
/// forgives, and so does a quarter of an hour without a failure.
struct Attempts {
    private struct Failures {
        var count = 0
        var until: Instant
    }

    private var byName: [String: Failures] = [:]
    private var byAddress: [String: Failures] = [:]

    /// An address may be a whole office.
    private static let freeTries = 5, freeTriesOfAnAddress = 50
    private static let mostKept = 10_000, longestSeconds: Int64 = 900

    /// Seconds until another try is heard; nil: now.
    func wait(for name: String, from address: String, at now: Instant) -> Int? {
        let until = max(byName[name]?.until ?? .earliest, byAddress[address]?.until ?? .earliest)
        return until > now ? Int(until.microseconds(since: now) / 1_000_000) + 1 : nil
    }

    /// A try of a password; it counts as failed until `succeeded` says otherwise.
    mutating func begun(_ name: String, at now: Instant) { Self.count(&byName, name, free: Self.freeTries, now) }

    /// A try that nobody compared is none: what was waiting was too much, or the storage failed.
    mutating func withdraw(_ name: String) {
        guard var known = byName[name] else { return }
        known.count = max(0, known.count - 1)
        byName[name] = known
    }

    mutating func failed(from address: String, at now: Instant) { Self.count(&byAddress, address, free: Self.freeTriesOfAnAddress, now) }

    mutating func succeeded(_ name: String) { byName[name] = nil }

    /// How many tries of a name are left before it has to wait.
    func left(for name: String) -> Int { max(0, Self.freeTries - (byName[name]?.count ?? 0)) }

    private static func count(_ failures: inout [String: Failures], _ key: String, free: Int, _ now: Instant) {
        if failures.count >= mostKept { failures = failures.filter { !isForgiven($0.value, now) } }
        guard failures.count < mostKept || failures[key] != nil else { return }
        var known = failures[key] ?? Failures(until: now)
        if isForgiven(known, now) { known.count = 0 }
        known.count += 1
        let seconds = known.count < free ? 0 : min(longestSeconds, 1 << Int64(min(10, known.count - free)))
        known.until = now.adding(seconds: seconds)
        failures[key] = known
    }

    private static func isForgiven(_ failures: Failures, _ now: Instant) -> Bool {
        now.microseconds(since: failures.until) >= longestSeconds * 1_000_000
    }
}
