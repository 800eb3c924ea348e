import Periods

/// One bucket for all together: whoever fills it is not known, and so nobody is counted alone.
struct SharedBucket {
    private let capacity: Int
    /// One more comes after so long.
    private let seconds: Int64
    private var left: Int
    private var filled: Instant?

    init(capacity: Int, seconds: Int64) { (self.capacity, self.seconds, left) = (capacity, seconds, capacity) }

    /// Nil where there was one to take; else after how many seconds there is.
    mutating func take(at now: Instant) -> Int64? {
        let since = filled ?? now
        let came = max(0, now.microseconds(since: since) / (seconds * 1_000_000))
        left = min(capacity, left + Int(clamping: came))
        filled = left == capacity ? now : since.adding(seconds: came * seconds)
        guard left > 0 else { return max(1, seconds - now.microseconds(since: filled ?? now) / 1_000_000) }
        left -= 1
        return nil
    }
}
