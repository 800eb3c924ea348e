/// Writes fixed ASCII formats into a string's own storage.
struct ByteWriter {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    private init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.buffer = buffer
    }

    /// The text that `write` writes.
    ///
    /// - Parameter capacity: the most bytes that it may write; writing more traps.
    static func text(capacity: Int, _ write: (inout ByteWriter) -> Void) -> String {
        String(unsafeUninitializedCapacity: capacity) { buffer in
            var writer = ByteWriter(buffer)
            write(&writer)
            return writer.count
        }
    }

    /// An ASCII character.
    mutating func write(_ character: Unicode.Scalar) {
        precondition(count < buffer.count)
        buffer[count] = UInt8(truncatingIfNeeded: character.value)
        count += 1
    }

    /// `value` (not negative) with at least `width` digits.
    mutating func write(_ value: Int, width: Int) {
        var length = width
        var bound = Self.powerOfTen(width)
        while bound <= value {
            length += 1
            bound *= 10
        }
        precondition(count + length <= buffer.count)
        var rest = value
        for place in stride(from: count + length - 1, through: count, by: -1) {
            buffer[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += length
    }

    /// `.` and up to six digits without trailing zeros; nothing for zero.
    mutating func writeFraction(millionths: Int) {
        guard millionths > 0 else { return }
        write(".")
        write(millionths, width: 6)
        while buffer[count - 1] == 0x30 { count -= 1 }
    }

    private static func powerOfTen(_ exponent: Int) -> Int {
        var power = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }
}
