import Identity
import Periods

/// A member's open lots in the order of spending.
///
/// Most members have a few, which stand in one array. Many stand in chunks, each with what is asked of its lots as a whole, so that a
/// change looks at one chunk and a sum at one line for each: ten thousand lots cost about what ten do.
package struct OpenLots: Sendable {
    private var few: [Lot] = []
    private var chunks: [Chunk] = [] {
        didSet { whole = chunks.reduce(Summary()) { $0.joined(with: $1.summary) } }
    }
    /// What is asked of all chunks together.
    private var whole = Summary()
    package private(set) var count = 0

    /// Lots in one array, and in a chunk at most; below a quarter of it chunks are joined.
    static let most = 64

    package init() {}

    package init(_ lots: [Lot]) {
        let sorted = lots.sorted(by: Lot.isSpentBefore)
        count = sorted.count
        if sorted.count <= Self.most {
            few = sorted
        } else {
            let size = Self.most * 3 / 4
            chunks = stride(from: 0, to: sorted.count, by: size).map { Chunk(Array(sorted[$0..<Swift.min($0 + size, sorted.count)])) }
            whole = chunks.reduce(Summary()) { $0.joined(with: $1.summary) }
        }
    }

    private struct Chunk: Sendable {
        private(set) var lots: [Lot]
        private(set) var summary: Summary

        init(_ lots: [Lot]) {
            self.lots = lots
            summary = Summary(lots)
        }

        mutating func change(_ body: (inout [Lot]) -> Void) {
            body(&lots)
            summary = Summary(lots)
        }
    }

    /// What is asked of lots as a whole. As small as can be: a change copies the line of each chunk. Instants are in microseconds.
    private struct Summary: Sendable {
        var mature: Points = 0
        var waiting: Points = 0
        var nextDue = Int64.max, nextMaturity = Int64.max
        var leastID = Int64.max, greatestID = Int64.min
        /// The place of the first that can be spent from; −1: none.
        var firstMature: Int32 = -1

        init() {}

        init(_ lots: [Lot]) {
            for (index, lot) in lots.enumerated() {
                if lot.isMature {
                    mature += lot.remaining
                    if firstMature < 0 { firstMature = Int32(index) }
                    nextDue = Swift.min(nextDue, lot.expires?.microseconds ?? .max)
                } else {
                    waiting += lot.remaining
                    nextMaturity = Swift.min(nextMaturity, lot.usableFrom?.microseconds ?? .max)
                }
                leastID = Swift.min(leastID, lot.id.number)
                greatestID = Swift.max(greatestID, lot.id.number)
            }
            nextDue = Swift.min(nextDue, nextMaturity)
        }

        /// Without places.
        func joined(with other: Summary) -> Summary {
            var joined = self
            joined.mature += other.mature
            joined.waiting += other.waiting
            joined.nextDue = Swift.min(nextDue, other.nextDue)
            joined.nextMaturity = Swift.min(nextMaturity, other.nextMaturity)
            return joined
        }
    }

    /// Calls `body` with each run of lots and what is known of it as a whole; of a few lots nothing is known.
    private func forEachRun(_ body: ([Lot], Summary?) -> Void) {
        if chunks.isEmpty { return body(few, nil) }
        for chunk in chunks { body(chunk.lots, chunk.summary) }
    }
}

private func earlier(_ a: Instant?, _ b: Instant?) -> Instant? {
    guard let a, let b else { return a ?? b }
    return min(a, b)
}

// MARK: As a whole

extension OpenLots {
    /// The points that can be spent, as far as what was due has been done.
    package var mature: Points { chunks.isEmpty ? few.reduce(0) { $1.isMature ? $0 + $1.remaining : $0 } : whole.mature }

    /// The points that wait for their date.
    package var waiting: Points { chunks.isEmpty ? few.reduce(0) { $1.isMature ? $0 : $0 + $1.remaining } : whole.waiting }

    /// When something next happens by itself: a lot matures or lapses.
    package var nextDue: Instant? {
        chunks.isEmpty ? few.reduce(nil) { earlier($0, $1.isMature ? $1.expires : $1.usableFrom) } : Self.instant(whole.nextDue)
    }

    /// When the next lot matures.
    package var nextMaturity: Instant? {
        chunks.isEmpty ? few.reduce(nil) { $1.isMature ? $0 : earlier($0, $1.usableFrom) } : Self.instant(whole.nextMaturity)
    }

    private static func instant(_ microseconds: Int64) -> Instant? { microseconds == .max ? nil : Instant(microseconds: microseconds) }

    /// The one that is spent from first.
    package var firstMature: Lot? {
        guard !chunks.isEmpty else { return few.first(where: \.isMature) }
        for chunk in chunks where chunk.summary.firstMature >= 0 { return chunk.lots[Int(chunk.summary.firstMature)] }
        return nil
    }

    /// The first that can be spent from and whose expiry is as asked for; where one expiry is, each later one is.
    package func firstMature(expiring isLate: (Instant) -> Bool) -> Lot? {
        var index = start { lot in lot.expires.map(isLate) ?? true }
        while index < endIndex {
            if self[index].isMature { return self[index] }
            formIndex(after: &index)
        }
        return nil
    }

    /// Those that mature at an instant, the oldest chain first.
    func maturing(at due: Instant) -> [Lot] {
        var found: [Lot] = []
        forEachRun { lots, summary in
            if summary.map({ $0.nextMaturity <= due.microseconds }) ?? true { found += lots.filter { !$0.isMature && $0.usableFrom == due } }
        }
        return found.sorted { $0.root < $1.root }
    }

    /// Those that can be spent from and have lapsed by an instant, the oldest chain first.
    func lapsed(by due: Instant) -> [Lot] {
        var found: [Lot] = []
        forEachRun { lots, summary in
            if summary.map({ $0.nextDue <= due.microseconds }) ?? true { found += lots.filter { $0.isMature && $0.hasLapsed(at: due) } }
        }
        return found.sorted { $0.root < $1.root }
    }

    /// The lot with this number.
    package subscript(id: LotID) -> Lot? { place(of: id).map { self[$0] } }
}

// MARK: Changes

extension OpenLots {
    /// Puts a lot in place of what is here of it; one that is no longer open leaves.
    mutating func put(_ lot: Lot) {
        let index = start { !Lot.isSpentBefore($0, lot) }
        if index < endIndex, self[index].id == lot.id {
            return lot.isOpen ? change(index) { $0[$1] = lot } : remove(at: index)
        }
        // It may be here with another expiry.
        if let old = place(of: lot.id) { remove(at: old) }
        if lot.isOpen { insert(lot) }
    }

    mutating func remove(_ id: LotID) {
        if let place = place(of: id) { remove(at: place) }
    }

    private mutating func insert(_ lot: Lot) {
        count += 1
        guard !chunks.isEmpty || few.count == Self.most else {
            return few.insert(lot, at: start { !Lot.isSpentBefore($0, lot) }.offset)
        }
        if chunks.isEmpty {
            chunks = [Chunk(Array(few[..<(Self.most / 2)])), Chunk(Array(few[(Self.most / 2)...]))]
            few = []
        }
        var index = start { !Lot.isSpentBefore($0, lot) }
        // Between two chunks, or behind the last: into the one before.
        if index.offset == 0, index.chunk > 0 { index = Index(chunk: index.chunk - 1, offset: chunks[index.chunk - 1].lots.count) }
        chunks[index.chunk].change { $0.insert(lot, at: index.offset) }
        if chunks[index.chunk].lots.count > Self.most { split(index.chunk) }
    }

    private mutating func split(_ index: Int) {
        let lots = chunks[index].lots, middle = lots.count / 2
        chunks[index] = Chunk(Array(lots[..<middle]))
        chunks.insert(Chunk(Array(lots[middle...])), at: index + 1)
    }

    private mutating func change(_ index: Index, _ body: (inout [Lot], Int) -> Void) {
        if chunks.isEmpty { body(&few, index.offset) } else { chunks[index.chunk].change { body(&$0, index.offset) } }
    }

    private mutating func remove(at index: Index) {
        change(index) { $0.remove(at: $1) }
        count -= 1
        guard !chunks.isEmpty, chunks[index.chunk].lots.count < Self.most / 4 else { return }
        if count <= Self.most / 2 {
            few = chunks.flatMap(\.lots)
            chunks = []
        } else {
            joinNeighbours(of: index.chunk)
        }
    }

    private mutating func joinNeighbours(of index: Int) {
        let left = index > 0 ? index - 1 : index
        guard left + 1 < chunks.count else { return }
        let joined = chunks[left].lots + chunks[left + 1].lots
        chunks.remove(at: left + 1)
        chunks[left] = Chunk(joined)
        if joined.count > Self.most { split(left) }
    }

    /// The first place at which `isBehind` holds, which holds for all behind it. O(log lots).
    private func start(_ isBehind: (Lot) -> Bool) -> Index {
        guard !chunks.isEmpty else { return Index(chunk: 0, offset: Self.first(few, isBehind)) }
        var low = 0, high = chunks.count
        while low < high {
            let middle = (low + high) / 2
            if chunks[middle].lots.last.map(isBehind) ?? true { high = middle } else { low = middle + 1 }
        }
        return low == chunks.count ? endIndex : Index(chunk: low, offset: Self.first(chunks[low].lots, isBehind))
    }

    private static func first(_ lots: [Lot], _ isBehind: (Lot) -> Bool) -> Int {
        var low = 0, high = lots.count
        while low < high {
            let middle = (low + high) / 2
            if isBehind(lots[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func place(of id: LotID) -> Index? {
        if chunks.isEmpty { return few.firstIndex { $0.id == id }.map { Index(chunk: 0, offset: $0) } }
        for (index, chunk) in chunks.enumerated() where chunk.summary.leastID <= id.number && id.number <= chunk.summary.greatestID {
            if let offset = chunk.lots.firstIndex(where: { $0.id == id }) { return Index(chunk: index, offset: offset) }
        }
        return nil
    }
}

// MARK: One by one

extension OpenLots: BidirectionalCollection {
    package struct Index: Comparable, Sendable {
        fileprivate let chunk: Int
        fileprivate let offset: Int

        package static func < (a: Self, b: Self) -> Bool { a.chunk == b.chunk ? a.offset < b.offset : a.chunk < b.chunk }
    }

    package var startIndex: Index { Index(chunk: 0, offset: 0) }
    package var endIndex: Index { chunks.isEmpty ? Index(chunk: 0, offset: few.count) : Index(chunk: chunks.count, offset: 0) }

    package subscript(index: Index) -> Lot { chunks.isEmpty ? few[index.offset] : chunks[index.chunk].lots[index.offset] }

    package func index(after index: Index) -> Index {
        let isLast = !chunks.isEmpty && index.offset + 1 == chunks[index.chunk].lots.count
        return isLast ? Index(chunk: index.chunk + 1, offset: 0) : Index(chunk: index.chunk, offset: index.offset + 1)
    }

    package func index(before index: Index) -> Index {
        index.offset > 0 ? Index(chunk: index.chunk, offset: index.offset - 1) : Index(chunk: index.chunk - 1, offset: chunks[index.chunk - 1].lots.count - 1)
    }
}

extension OpenLots: Hashable {
    package static func == (a: Self, b: Self) -> Bool { a.elementsEqual(b) }
    package func hash(into hasher: inout Hasher) { for lot in self { hasher.combine(lot) } }
}
