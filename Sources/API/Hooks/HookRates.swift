import Periods

/// How much comes to hooks: of each hook so many bodies a second, and of an address that cannot prove itself far fewer.
///
/// Lives on the web thread, and never grows: what is not in it has its whole allowance.
struct HookRates {
    private struct Bucket {
        var left: Double
        var at: Instant
    }

    private struct Allowance {
        let burst: Double
        let perSecond: Double
    }

    private static let ofHook = Allowance(burst: 1_000, perSecond: 100)
    private static let ofStranger = Allowance(burst: 20, perSecond: 0.5)
    private static let most = 4_096

    private var hooks: [String: Bucket] = [:]
    private var strangers: [String: Bucket] = [:]

    /// Seconds until another body is looked at; nil: now.
    mutating func wait(for hook: String, from address: String, at now: Instant) -> Int? {
        if let bucket = strangers[address], Self.left(bucket, Self.ofStranger, now) < 1 { return 2 }
        return Self.take(hook, from: &hooks, Self.ofHook, now) ? nil : 1
    }

    /// Somebody could not prove who they are.
    mutating func refused(_ address: String, at now: Instant) { _ = Self.take(address, from: &strangers, Self.ofStranger, now) }

    private static func left(_ bucket: Bucket, _ allowance: Allowance, _ now: Instant) -> Double {
        min(allowance.burst, bucket.left + Double(max(0, now.microseconds(since: bucket.at))) / 1_000_000 * allowance.perSecond)
    }

    private static func take(_ key: String, from buckets: inout [String: Bucket], _ allowance: Allowance, _ now: Instant) -> Bool {
        if buckets.count >= most, buckets[key] == nil {
            // Those who have their whole allowance again need no place.
            buckets = buckets.filter { left($0.value, allowance, now) < allowance.burst }
            if buckets.count >= most { buckets.removeAll() }
        }
        let allowed = buckets[key].map { left($0, allowance, now) } ?? allowance.burst
        buckets[key] = Bucket(left: max(0, allowed - 1), at: now)
        return allowed >= 1
    }
}
