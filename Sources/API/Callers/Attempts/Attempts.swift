import Periods
import Store

/// Slows the guessing of passwords (ASVS 6.3.1), and lets nobody keep somebody else from signing in.
///
/// A try is counted for a stranger by the pair of address and account, by the address, and by the account:
///
/// | counted by | free | then waits | forgiven |
/// |---|---|---|---|
/// | address and account | 5 | 1 s, doubled by each failure, up to 15 min | 1 in 3 min |
/// | address | 50 | 1 s, doubled by each failure, up to 30 s | 1 a minute |
/// | account, from unknown devices | 100 | 1 s, doubled by 20 failures, up to 1 min | 1 a minute |
/// | a device that has signed in to the account before | 5 | as address and account | 1 in 3 min |
///
/// Whoever guesses from one address soon waits long, and alone. An address may be a whole office, or everybody behind a proxy that
/// nobody named: it only ever waits for seconds, which still holds one password for everybody to some thousands of tries a day. Who
/// guesses one account from everywhere is held to about a try a minute. None of this is asked of a device that has signed in to the
/// account before (`DeviceMark`): strangers cannot stop it. Where the account has a session from the address, only the pair is counted:
/// strangers who share the address do not stop those who work there. Nor can they stop a link of an administrator's, which needs no password.
///
/// A restart forgives. Pure: the clock is an argument.
struct Attempts {
    /// Who tries: a stranger at an address (the network of one, `IPAddress.network`), somebody where the account has a session from, or a
    /// device that is known to the account.
    enum Origin: Sendable {
        case stranger(address: String)
        case resident(address: String)
        case device([UInt8])
    }

    /// A try that was let in. `end` says what became of it.
    struct Try: Sendable {
        fileprivate var own: AttemptTable.Charge
        fileprivate let key: AttemptTable.Key
        fileprivate let isDevice: Bool
        /// Whether nothing was tried from its address lately: who guesses is told from who does not by this alone, once.
        fileprivate(set) var isFromQuietAddress = false
        fileprivate var arrival: AttemptTable.Charge?
        fileprivate var shared: (address: AttemptTable.Charge, account: AttemptTable.Charge)?
    }

    enum Outcome: Sendable {
        case right
        case wrong
        /// Nobody has looked: there was too much to do.
        case unheard
    }

    private let secret: [UInt8]
    private var pairs: AttemptTable
    private var devices: AttemptTable
    private var addresses: AttemptTable
    private var accounts: AttemptTable
    /// Tries of an address, heard or not: nobody waits for them, but who has any is not the first to be heard.
    private var arrivals: AttemptTable

    static let ofPair = AttemptTable.Schedule(free: 5, doubling: 1, longestSeconds: 900, forgivenSeconds: 180)
    static let ofAddress = AttemptTable.Schedule(free: 50, doubling: 1, longestSeconds: 30, forgivenSeconds: 60)
    static let ofAccount = AttemptTable.Schedule(free: 100, doubling: 20, longestSeconds: 60, forgivenSeconds: 60)

    private static let ofArrival = AttemptTable.Schedule(free: .max, doubling: 1, longestSeconds: 0, forgivenSeconds: 60)

    /// - Parameters:
    ///   - secret: what makes it impossible to choose names that fall together.
    ///   - buckets: of each table; passwords are compared too slowly for 16,000 failures that are not forgiven.
    init(secret: [UInt8], buckets: Int = 2_048) {
        self.secret = secret
        pairs = AttemptTable(Self.ofPair, buckets: buckets)
        devices = AttemptTable(Self.ofPair, buckets: buckets)
        addresses = AttemptTable(Self.ofAddress, buckets: buckets)
        accounts = AttemptTable(Self.ofAccount, buckets: buckets)
        arrivals = AttemptTable(Self.ofArrival, buckets: buckets)
    }

    /// Seconds until another try is heard; nil: now.
    func wait(for account: String, from origin: Origin, at now: Instant) -> Int? {
        let until: Instant? = switch origin {
        case .device(let device): devices.wait(key("device", account, device), at: now)
        case .resident(let address): pairs.wait(pair(account, address), at: now)
        case .stranger(let address):
            [
                pairs.wait(pair(account, address), at: now), addresses.wait(key("address", address), at: now),
                accounts.wait(key("account", account), at: now),
            ].compactMap { $0 }.max()
        }
        return until.map { Int($0.microseconds(since: now) / 1_000_000) + 1 }
    }

    /// Counts a try as it begins, so that many at once are not free.
    mutating func begin(for account: String, from origin: Origin, at now: Instant) -> Try {
        switch origin {
        case .device(let device):
            let key = key("device", account, device)
            return Try(own: devices.charge(key, at: now), key: key, isDevice: true)
        case .resident(let address):
            let key = pair(account, address)
            return Try(own: pairs.charge(key, at: now), key: key, isDevice: false)
        case .stranger(let address):
            let key = pair(account, address), place = self.key("address", address), isQuiet = arrivals.failures(place, at: now) == 0
            let arrival = arrivals.charge(place, at: now)
            let shared = (addresses.charge(self.key("address", address), at: now), accounts.charge(self.key("account", account), at: now))
            var attempt = Try(own: pairs.charge(key, at: now), key: key, isDevice: false, shared: shared)
            (attempt.isFromQuietAddress, attempt.arrival) = (isQuiet, arrival)
            return attempt
        }
    }

    /// A right password forgives the pair, and is no failure of the address and the account; what others failed there stands.
    mutating func end(_ attempt: Try, _ outcome: Outcome, at now: Instant) {
        guard outcome != .wrong else { return }
        if outcome == .right, let arrival = attempt.arrival { arrivals.refund(arrival) }
        if let (address, account) = attempt.shared {
            addresses.refund(address)
            accounts.refund(account)
        }
        switch (outcome, attempt.isDevice) {
        case (.right, true): devices.forgive(attempt.key, at: now)
        case (.right, false): pairs.forgive(attempt.key, at: now)
        case (_, true): devices.refund(attempt.own)
        case (_, false): pairs.refund(attempt.own)
        }
    }

    /// How many tries are left before the same one has to wait.
    func left(after attempt: Try, at now: Instant) -> Int { (attempt.isDevice ? devices : pairs).left(attempt.key, at: now) }

    private func pair(_ account: String, _ address: String) -> AttemptTable.Key { key("pair", account, Array(address.utf8)) }

    private func key(_ kind: String, _ name: String, _ more: [UInt8] = []) -> AttemptTable.Key {
        // Names hold no zero byte that would let one end where another begins: their lengths stand before them.
        let name = Array(name.utf8)
        let bytes = Digest(of: secret + Array("\(kind)/\(name.count)/".utf8) + name + more).bytes
        let number = { (range: Range<Int>) in bytes[range].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return AttemptTable.Key(place: number(0..<8), tag: number(8..<16))
    }
}
