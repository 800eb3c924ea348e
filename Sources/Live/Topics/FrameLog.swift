/// The messages of a topic as ready frames, one behind the other in one piece of memory; a subscriber is a number in it.
///
/// Bounded in messages and bytes: the oldest go first, and who has not taken them gets a fresh snapshot.
struct FrameLog {
    private var bytes: [UInt8] = []
    /// Bytes at the front that are dropped; they go when they are half of all, so each byte moves at most once on average.
    private var dropped = 0
    /// Where each kept message ends, counted from the beginning of the log's life.
    private var ends: [Int] = []
    private var droppedEnds = 0
    /// Bytes that ever were in front of `bytes[0]`.
    private var base = 0
    /// The number of the last message; 0 before the first.
    private(set) var last: UInt64 = 0
    private let mostMessages: Int, mostBytes: Int

    init(mostMessages: Int, mostBytes: Int) {
        self.mostMessages = mostMessages
        self.mostBytes = mostBytes
    }

    /// Messages that are kept.
    var count: Int { ends.count - droppedEnds }
    /// The number of the first message that is kept: one beyond the last where there is none.
    var first: UInt64 { last + 1 - UInt64(count) }
    /// Memory, for tests of its bound.
    var held: Int { bytes.count }

    /// Appends the next message and drops the oldest beyond the bounds, but never this one. Amortised O(bytes).
    mutating func append(_ message: [UInt8], frameLimit: Int) {
        LiveFrames.append(message, limit: frameLimit, to: &bytes)
        ends.append(base + bytes.count)
        last += 1
        while count > 1, count > mostMessages || bytes.count - dropped > mostBytes {
            dropped = ends[droppedEnds] - base
            droppedEnds += 1
        }
        if dropped * 2 > bytes.count {
            bytes.removeSubrange(..<dropped)
            base += dropped
            dropped = 0
        }
        if droppedEnds * 2 > ends.count {
            ends.removeSubrange(..<droppedEnds)
            droppedEnds = 0
        }
    }

    /// The frames of messages `from` on, whole messages as many as `room` takes (none, if the first is longer), and the
    /// number of the message after them. `from` must be kept, or be the next one. O(log messages).
    func messages(from: UInt64, room: Int) -> (frames: ArraySlice<UInt8>, next: UInt64) {
        let index = droppedEnds + Int(from - first)
        let start = index == droppedEnds ? base + dropped : ends[index - 1]
        var (low, high) = (index, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] - start <= room { low = middle + 1 } else { high = middle }
        }
        let end = low == index ? start : ends[low - 1]
        return (bytes[start - base..<end - base], from + UInt64(low - index))
    }

    /// All frames of one message that is kept.
    func message(_ number: UInt64) -> ArraySlice<UInt8> {
        let index = droppedEnds + Int(number - first)
        let start = index == droppedEnds ? base + dropped : ends[index - 1]
        return bytes[start - base..<ends[index] - base]
    }
}
