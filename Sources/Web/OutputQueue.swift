/// What waits to be written to one connection, in order. Slices are kept, not copied: shared bytes stay shared.
struct OutputQueue {
    private var chunks: [ArraySlice<UInt8>] = []
    private var next = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// What it takes of memory: a chunk costs something, however little is in it.
    var cost: Int { count + (chunks.count - next) * Self.chunkCost }

    private static let chunkCost = 64

    mutating func append(_ bytes: ArraySlice<UInt8>) {
        guard !bytes.isEmpty else { return }
        chunks.append(bytes)
        count += bytes.count
    }

    /// At most `limit` bytes from the front; several small chunks are gathered into one.
    mutating func take(_ limit: Int) -> ArraySlice<UInt8> {
        guard next < chunks.count else { return [] }
        var taken = takeFirst(limit)
        while taken.count < limit, next < chunks.count {
            taken += takeFirst(limit - taken.count)
        }
        if next == chunks.count {
            chunks.removeAll(keepingCapacity: true)
            next = 0
        } else if next > 64 {
            // A queue that is never empty must not remember all it has ever held.
            chunks.removeFirst(next)
            next = 0
        }
        return taken
    }

    private mutating func takeFirst(_ limit: Int) -> ArraySlice<UInt8> {
        let chunk = chunks[next]
        let part = chunk.prefix(limit)
        count -= part.count
        if part.count == chunk.count {
            chunks[next] = []
            next += 1
        } else {
            chunks[next] = chunk[part.endIndex...]
        }
        return part
    }
}
