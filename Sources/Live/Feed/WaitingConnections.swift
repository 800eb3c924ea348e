/// Connections whose last write has not left the process: at most each connection once, however much is written.
struct WaitingConnections {
    private var list: [LiveConnection] = []
    /// Before this time none of them has waited too long; nil: nobody waits.
    private(set) var lookAt: Int64?

    /// How often it is looked through at most, in milliseconds: each time costs O(those who wait).
    private static let pause: Int64 = 250

    var count: Int { list.count }

    /// O(1).
    mutating func add(_ connection: LiveConnection, now: Int64, patience: Int64) {
        guard connection.waitingPlace == nil else { return }
        connection.waitingPlace = list.count
        list.append(connection)
        lookAt = lookAt ?? now + patience
    }

    /// O(1).
    mutating func remove(_ connection: LiveConnection) {
        guard let place = connection.waitingPlace else { return }
        connection.waitingPlace = nil
        let last = list.removeLast()
        if last !== connection {
            list[place] = last
            last.waitingPlace = place
        }
        if list.isEmpty { lookAt = nil }
    }

    /// Those who have taken nothing for so long. O(1) before it is time to look.
    mutating func stalled(_ patience: Int64, now: Int64) -> [LiveConnection] {
        guard let time = lookAt, time <= now else { return [] }
        lookAt = list.lazy.filter { $0.writtenAt + patience > now }.map(\.writtenAt).min().map { max($0 + patience, now + Self.pause) } ?? now + Self.pause
        return list.filter { $0.writtenAt + patience <= now }
    }
}
