/// So many at once, and one more for each interval after: a bucket of tokens. Times are milliseconds on a clock that only goes forward.
struct RateGate {
    private let burst: Int
    private let interval: Int
    private var left: Int
    private var since: Int

    init(burst: Int, interval: Int, now: Int) {
        (self.burst, self.interval) = (burst, max(1, interval))
        (left, since) = (burst, now)
    }

    /// False: that is more than may pass.
    mutating func pass(_ count: Int, now: Int) -> Bool {
        let earned = (now - since) / interval
        if earned > 0 {
            left = min(burst, left + earned)
            since += earned * interval
        }
        guard count <= left else { return false }
        left -= count
        return true
    }
}
