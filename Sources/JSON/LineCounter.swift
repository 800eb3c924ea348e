/// Finds line and column of offsets that only grow: each byte is looked at once, however many faults there are.
struct LineCounter {
    struct Place {
        let line: Int
        let column: Int
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var line = 1
    private var column = 1

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The place of an offset that is not before the last one asked for.
    mutating func place(of offset: Int) -> Place {
        while position < min(offset, bytes.count) {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                // Bytes within a character do not count.
                column += 1
            }
            position += 1
        }
        return Place(line: line, column: column)
    }
}
