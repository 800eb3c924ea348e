import Periods

/// Failed tries by key, in memory that never grows.
///
/// Keys fall by a secret hash into buckets of a few places. Where a bucket is full, the key with the fewest failures makes room, and
/// what it had becomes the floor of its bucket: whatever is not in the bucket counts as having failed that often. So a key never
/// counts for less than it did (the bound of Metwally's Space-Saving), and names that somebody makes up can push out nothing that
/// would have helped them. Each operation O(places).
struct AttemptTable {
    /// When tries begin to wait, how long, and how fast they are forgiven.
    struct Schedule: Sendable {
        /// Tries that need not wait.
        let free: Int
        /// So many more double the wait, which begins with a second.
        let doubling: Int
        let longestSeconds: Int64
        /// One failure is forgiven after so long without another.
        let forgivenSeconds: Int64

        func seconds(after count: Int) -> Int64 {
            count < free ? 0 : min(longestSeconds, 1 << Int64(min(30, (count - free) / doubling)))
        }
    }

    /// A key's 128 bits.
    struct Key: Hashable, Sendable {
        let place: UInt64
        let tag: UInt64
    }

    /// What a try has added, so that it can be taken back.
    struct Charge: Sendable {
        fileprivate let key: Key
        fileprivate let at: Instant
        fileprivate let until: Instant
    }

    private struct Failures {
        var count = 0
        /// Until when the next try waits; from then on failures are forgiven.
        var until: Instant = .earliest

        func now(_ now: Instant, _ schedule: Schedule) -> Int {
            guard until < now else { return count }
            return max(0, count - Int(clamping: now.microseconds(since: until) / (schedule.forgivenSeconds * 1_000_000)))
        }

        static func worse(_ a: Failures, _ b: Failures, _ now: Instant, _ schedule: Schedule) -> Failures {
            Failures(count: max(a.now(now, schedule), b.now(now, schedule)), until: max(now, a.until, b.until))
        }
    }

    private struct Place {
        var tag: UInt64
        var failures: Failures
    }

    private let schedule: Schedule
    private let places: Int
    private var buckets: [[Place]]
    private var floors: [Failures]

    /// - Parameter places: of each bucket.
    init(_ schedule: Schedule, buckets: Int = 2_048, places: Int = 8) {
        self.schedule = schedule
        self.places = places
        self.buckets = Array(repeating: [], count: buckets)
        floors = Array(repeating: Failures(), count: buckets)
    }

    /// How many keys are kept: never more than buckets × places.
    var count: Int { buckets.reduce(0) { $0 + $1.count } }

    /// Until when a key waits; nil: it need not.
    func wait(_ key: Key, at now: Instant) -> Instant? {
        let until = failures(key).until
        return until > now ? until : nil
    }

    /// How often a key has failed, as far as that is not forgiven.
    func failures(_ key: Key, at now: Instant) -> Int { failures(key).now(now, schedule) }

    /// How many tries are left before a key has to wait.
    func left(_ key: Key, at now: Instant) -> Int { max(0, schedule.free - failures(key, at: now)) }

    /// Counts a try; it stands as failed until it is taken back.
    mutating func charge(_ key: Key, at now: Instant) -> Charge {
        let bucket = bucket(key), count = failures(key, at: now) + 1
        let failures = Failures(count: count, until: now.adding(seconds: schedule.seconds(after: count)))
        if let index = index(key, bucket) {
            buckets[bucket][index].failures = failures
        } else {
            makeRoom(bucket, now)
            buckets[bucket].append(Place(tag: key.tag, failures: failures))
        }
        return Charge(key: key, at: now, until: failures.until)
    }

    /// Takes a try back: it was right, or nobody looked at it.
    mutating func refund(_ charge: Charge) {
        let bucket = bucket(charge.key)
        guard let index = index(charge.key, bucket) else { return }
        let known = buckets[bucket][index].failures
        buckets[bucket][index].failures = Failures(count: max(0, known.count - 1), until: known.until == charge.until ? charge.at : known.until)
    }

    /// Forgives a key all at once.
    mutating func forgive(_ key: Key, at now: Instant) {
        let bucket = bucket(key)
        guard let index = index(key, bucket) else { return }
        buckets[bucket][index].failures = Failures(count: 0, until: now)
    }

    private func failures(_ key: Key) -> Failures {
        let bucket = bucket(key)
        return index(key, bucket).map { buckets[bucket][$0].failures } ?? floors[bucket]
    }

    private func bucket(_ key: Key) -> Int { Int(key.place % UInt64(buckets.count)) }

    private func index(_ key: Key, _ bucket: Int) -> Int? { buckets[bucket].firstIndex { $0.tag == key.tag } }

    private mutating func makeRoom(_ bucket: Int, _ now: Instant) {
        guard buckets[bucket].count >= places else { return }
        let severities = buckets[bucket].map { ($0.failures.now(now, schedule), $0.failures.until) }
        guard let index = severities.indices.min(by: { severities[$0] < severities[$1] }) else { return }
        let gone = buckets[bucket].remove(at: index).failures
        guard gone.now(now, schedule) > 0 || gone.until > now else { return }
        floors[bucket] = Failures.worse(floors[bucket], gone, now, schedule)
    }
}
