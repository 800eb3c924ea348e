import Periods

/// When what was not taken is tried again (connect.md, "Webhooks"). Pure.
package enum RetryPlan {
    /// Seconds from one attempt to the next.
    package static let delays: [Int64] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

    /// - Parameters:
    ///   - attempts: how often it was tried.
    ///   - jitter: from −1 to 1: a tenth earlier or later, so that what failed together does not come together again.
    /// - Returns: nil: it is given up.
    package static func next(after attempts: Int64, at now: Instant, jitter: Double, notBefore: Instant?) -> Instant? {
        guard attempts >= 1, attempts <= delays.count else { return nil }
        let next = now.adding(microseconds: Int64(Double(delays[Int(attempts) - 1]) * 1e6 * (1 + jitter / 10)))
        return max(next, notBefore ?? next)
    }

    /// For how long a target rests that has taken nothing so many times in a row: one delivery that is refused stops nobody, a target that
    /// is down is not asked for each that waits.
    package static func pause(after failures: Int64) -> Int64 {
        guard failures >= patience else { return 0 }
        return delays[min(Int(failures - patience), 2)]
    }

    /// Failures in a row until a target rests, and is tried with one delivery at a time.
    package static let patience: Int64 = 5

    /// Without a success for so long, a target is switched off.
    package static let longestSilence: Int64 = 5 * 86_400

    /// What `Retry-After` says, within a day: seconds, or a date (RFC 9110, 10.2.3).
    package static func moment(_ retryAfter: String?, at now: Instant) -> Instant? {
        guard let retryAfter else { return nil }
        if let seconds = Int64(retryAfter) { return now.adding(seconds: min(max(0, seconds), 86_400)) }
        return date(retryAfter).map { min(max(now, $0), now.adding(seconds: 86_400)) }
    }

    /// `Fri, 15 Jan 2027 08:00:30 GMT`: the one form of dates that is still written (RFC 9110, 5.6.7).
    private static func date(_ text: String) -> Instant? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else { return nil }
        return Instant(rfc3339: "\(parts[3])-\(month < 9 ? "0" : "")\(month + 1)-\(parts[1])T\(parts[4])Z")
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
