/// What is left of one write. Only whole frames go in.
struct WriteBuffer {
    let buffer: UnsafeMutableRawBufferPointer
    let limit: Int
    private(set) var used = 0

    init(buffer: UnsafeMutableRawBufferPointer, limit: Int) {
        self.buffer = buffer
        self.limit = limit
    }

    var left: Int { limit - used }

    mutating func copy(_ frames: ArraySlice<UInt8>) {
        UnsafeMutableRawBufferPointer(rebasing: buffer[used..<used + frames.count]).copyBytes(from: frames)
        used += frames.count
    }

    /// Goes on with a message that has begun.
    mutating func finish(_ frames: inout ArraySlice<UInt8>) {
        let count = LiveFrames.whole(frames.count, within: left, limit: limit)
        copy(frames.prefix(count))
        frames = count == frames.count ? [] : frames.dropFirst(count)
    }

    /// All of the private frames, or none where they do not fit; they are fewer than a write holds.
    mutating func drain(_ outbox: inout [UInt8]) {
        guard outbox.count <= left else { return }
        copy(outbox[...])
        outbox.removeAll()
    }

    /// A message that fits; or one longer than a write, where it can begin one. Answers whether it went in.
    mutating func put(_ message: [UInt8], _ connection: LiveConnection) -> Bool {
        guard used == 0 || message.count + LiveFrames.header <= left else { return false }
        begin(message, connection)
        return true
    }

    /// The same, of frames that are ready.
    mutating func put(frames: ArraySlice<UInt8>, _ connection: LiveConnection) -> Bool {
        guard used == 0 || frames.count <= left else { return false }
        connection.unfinished = Array(frames)[...]
        finish(&connection.unfinished)
        return true
    }

    /// A message from its beginning; what does not fit follows in the next writes, before anything else.
    mutating func begin(_ message: [UInt8], _ connection: LiveConnection) {
        var frames: [UInt8] = []
        frames.reserveCapacity(message.count + LiveFrames.header * (message.count / limit + 1))
        LiveFrames.append(message, limit: limit, to: &frames)
        connection.unfinished = frames[...]
        finish(&connection.unfinished)
    }
}
