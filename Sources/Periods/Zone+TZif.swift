extension Zone {
    /// Decodes a TZif file of version 2 or later (RFC 9636): its 64-bit table and its footer. Nil if it is anything else,
    /// or inconsistent; leap-second records are passed over, because system time does not count them.
    package convenience init?(name: String, tzif bytes: [UInt8]) {
        guard var table = bytes.withUnsafeBytes(Self.decode) else { return nil }
        Self.extend(&table)
        self.init(name: name, changes: table.changes, offsets: table.offsets, footer: table.footer)
    }

    private typealias Table = (changes: [Int64], offsets: [Int32], footer: ZoneFooter?)

    /// Writes out what the footer says of this century, which a search finds faster than the footer is evaluated.
    private static func extend(_ table: inout Table) {
        guard let footer = table.footer, let last = table.changes.last else { return }
        let year = Day(number: Int32(clamping: last.flooredQuotient(by: Day.seconds))).civil.year
        guard year < 2_100 else { return }
        for (change, offset) in footer.changes(from: max(year, 1_970), through: 2_099) where change > last {
            table.changes.append(change)
            table.offsets.append(Int32(clamping: offset))
        }
    }

    private struct Header {
        static let size = 44
        let version: UInt8
        /// Of the 64-bit form where `wide`, else of the 32-bit form.
        let timeSize: Int
        let times, types, names, leaps, standards, universals: Int

        init?(_ bytes: UnsafeRawBufferPointer, at start: Int, wide: Bool) {
            guard bytes.count >= start + Self.size, bytes[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
            let counts = (0..<6).map { Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 20 + $0 * 4, as: UInt32.self))) }
            // Real files stay far below: the longest tables hold a few hundred changes.
            guard counts.allSatisfy({ $0 <= 65_536 }), (1...256).contains(counts[4]) else { return nil }
            version = bytes[start + 4]
            timeSize = wide ? 8 : 4
            (universals, standards, leaps) = (counts[0], counts[1], counts[2])
            (times, types, names) = (counts[3], counts[4], counts[5])
        }

        var bodySize: Int {
            times * (timeSize + 1) + types * 6 + names + leaps * (timeSize + 4) + standards + universals
        }
    }

    private static func decode(_ bytes: UnsafeRawBufferPointer) -> Table? {
        guard let narrow = Header(bytes, at: 0, wide: false), narrow.version >= 0x32 else { return nil }
        let second = Header.size + narrow.bodySize
        guard let header = Header(bytes, at: second, wide: true) else { return nil }
        let body = second + Header.size
        let footer = body + header.bodySize
        guard footer <= bytes.count, let types = types(bytes, header, at: body + header.times * 9),
            let (changes, offsets) = changes(bytes, header, types, at: body)
        else { return nil }
        let rule = Self.footer(bytes, at: footer)
        guard rule.isSound else { return nil }
        return (changes, offsets, rule.footer)
    }

    /// The offset of each local time type.
    private static func types(_ bytes: UnsafeRawBufferPointer, _ header: Header, at start: Int) -> [Int32]? {
        let offsets = (0..<header.types).map {
            Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: start + $0 * 6, as: Int32.self))
        }
        return offsets.allSatisfy { abs(Int64($0)) < 26 * 3_600 } ? offsets : nil
    }

    /// Changes of offset; those of the abbreviation alone are left out.
    private static func changes(
        _ bytes: UnsafeRawBufferPointer, _ header: Header, _ types: [Int32], at start: Int
    ) -> (changes: [Int64], offsets: [Int32])? {
        var changes: [Int64] = []
        var offsets = [types[0]]
        var previous = Int64.min
        for index in 0..<header.times {
            let time = Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: start + index * 8, as: Int64.self))
            let type = Int(bytes[start + header.times * 8 + index])
            // -2^59 is the earliest time that zic writes; within the bound, offsets can be added without overflow.
            guard type < types.count, index == 0 || time > previous, time.magnitude <= 1 << 59 else { return nil }
            previous = time
            if types[type] != offsets[offsets.count - 1] {
                changes.append(time)
                offsets.append(types[type])
            }
        }
        return (changes, offsets)
    }

    /// The footer stands between two newlines; an empty one says nothing about the future.
    private static func footer(_ bytes: UnsafeRawBufferPointer, at start: Int) -> (isSound: Bool, footer: ZoneFooter?) {
        let newline = UInt8(ascii: "\n")
        guard start < bytes.count, bytes[start] == newline,
            let end = bytes[(start + 1)...].firstIndex(of: newline)
        else { return (false, nil) }
        guard end > start + 1 else { return (true, nil) }
        return bytes.withMemoryRebound(to: UInt8.self) { text in
            var scanner = ByteScanner(UnsafeBufferPointer(rebasing: text[start + 1..<end]))
            let footer = ZoneFooter(&scanner)
            return (footer != nil, footer)
        }
    }
}
