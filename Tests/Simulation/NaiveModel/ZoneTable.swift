import Foundation
import Synchronization

/// What Foundation says about a time zone in the years that histories play in, asked once for each zone: Foundation is slow, and every
/// activity asks for the bounds of six periods.
struct ZoneTable: Sendable {
    /// 2023 to 2034; beyond them Foundation is asked each time.
    private static let days = 19_358..<23_741

    let zone: TimeZone
    /// From each instant on the local clock is so many seconds ahead of UTC.
    private let changes: [(from: Instant, offset: Int)]
    private var starts: [Instant] = []

    private static let known = Mutex<[String: ZoneTable]>([:])

    static func of(_ zone: TimeZone) -> ZoneTable {
        known.withLock { known in
            if let table = known[zone.identifier] { return table }
            let table = ZoneTable(zone)
            known[zone.identifier] = table
            return table
        }
    }

    private init(_ zone: TimeZone) {
        self.zone = zone
        func ask(_ instant: Instant) -> Int { zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant))) }
        var changes = [(from: Self.days.lowerBound * 86_400, offset: ask(Self.days.lowerBound * 86_400))]
        for day in Self.days {
            var (early, late) = (day * 86_400, (day + 1) * 86_400)
            guard ask(late) != changes[changes.count - 1].offset else { continue }
            while late - early > 1 {
                let middle = (early + late) / 2
                if ask(middle) == changes[changes.count - 1].offset { early = middle } else { late = middle }
            }
            changes.append((late, ask(late)))
        }
        self.changes = changes
        starts = Self.days.map { firstInstant(of: $0) }
    }

    func localSeconds(_ instant: Instant) -> Int {
        guard instant >= Self.days.lowerBound * 86_400, instant < Self.days.upperBound * 86_400 else {
            return instant + zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
        }
        var (low, high) = (0, changes.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle].from <= instant { low = middle } else { high = middle }
        }
        return instant + changes[low].offset
    }

    /// The first instant of a local day, which is not always midnight where clocks change.
    func start(of day: Int) -> Instant {
        let place = day - Self.days.lowerBound
        return starts.indices.contains(place) ? starts[place] : firstInstant(of: day)
    }

    private func firstInstant(of day: Int) -> Instant {
        var early = day * 86_400 - 100_000
        var late = day * 86_400 + 100_000
        while early < late {
            let middle = Day.floor(early + late, 2)
            if localSeconds(middle) >= day * 86_400 { late = middle } else { early = middle + 1 }
        }
        return late
    }
}
