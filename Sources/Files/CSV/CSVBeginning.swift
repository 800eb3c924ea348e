/// What the first bytes of a file say about how its text is written: a byte order mark, or else bytes that do not go with the encoding that was declared.
enum CSVBeginning: Equatable {
    /// Behind so many bytes of a mark.
    case text(CSVFormat.Encoding, mark: Int)
    /// It is written in another way; the line at which that shows.
    case refused(CSVError.Reason, line: Int)

    /// - Parameter isWhole: the file has no more bytes than these.
    init(of bytes: ArraySlice<UInt8>, isWhole: Bool, declared: CSVFormat.Encoding) {
        if let marked = Self.marked(bytes) {
            self = marked
        } else if declared != .utf16LE, declared != .utf16BE, let order = Self.utf16(bytes) {
            self = .refused(.otherEncoding("UTF-16, \(order), without a byte order mark"), line: 1)
        } else {
            self = Self.undeclared(bytes, isWhole, declared) ?? .text(declared, mark: 0)
        }
    }

    private static func marked(_ bytes: ArraySlice<UInt8>) -> CSVBeginning? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .text(.utf8, mark: 3) }
        if bytes.starts(with: [0x84, 0x31, 0x95, 0x33]) { return .text(.gb18030, mark: 4) }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return .refused(.otherEncoding("UTF-32"), line: 1) }
        if bytes.starts(with: [0xFF, 0xFE]) { return .text(.utf16LE, mark: 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return .text(.utf16BE, mark: 2) }
        return nil
    }

    /// Text has no zero bytes; in UTF-16 every ASCII character has one, always on the same side, and few others have.
    static func utf16(_ bytes: ArraySlice<UInt8>) -> String? {
        var (first, second) = (0, 0)
        for index in bytes.indices where bytes[index] == 0 {
            if (index - bytes.startIndex) % 2 == 0 { first += 1 } else { second += 1 }
        }
        guard max(first, second) >= 2, max(first, second) >= 4 * min(first, second), (first + second) * 50 >= bytes.count else { return nil }
        return second > first ? "little endian" : "big endian"
    }

    /// The other of the two encodings, where the bytes leave no doubt.
    private static func undeclared(_ bytes: ArraySlice<UInt8>, _ isWhole: Bool, _ declared: CSVFormat.Encoding) -> CSVBeginning? {
        let ideographs = utf8Ideographs(bytes, isWhole)
        switch declared {
        case .utf16LE, .utf16BE: return nil
        case .gb18030, .big5:
            // Text of GB 18030 or Big5 is hardly ever UTF-8 by accident, and not with Chinese characters in it.
            return (ideographs ?? 0) >= 2 ? .refused(.otherEncoding("UTF-8"), line: 1) : nil
        case .utf8:
            // One line may be a slip of whoever wrote it, and is lost alone.
            guard ideographs == nil, let lines = gb18030Lines(bytes), let first = lines.first, first == 1 || lines.count > 1 else { return nil }
            return .refused(.otherEncoding("GB18030 (GBK)"), line: first)
        }
    }

    /// How many common Chinese characters the bytes hold as UTF-8; nil where they are not UTF-8. The last character may be cut off.
    static func utf8Ideographs(_ bytes: ArraySlice<UInt8>, _ isWhole: Bool) -> Int? {
        for cut in 0...(isWhole ? 0 : min(3, bytes.count)) {
            guard let text = String(validating: bytes.dropLast(cut), as: UTF8.self) else { continue }
            return text.unicodeScalars.count { 0x4E00...0x9FFF ~= $0.value }
        }
        return nil
    }

    /// The lines with Chinese text of GB 18030, where nearly all that is no ASCII is; nil otherwise.
    private static func gb18030Lines(_ bytes: ArraySlice<UInt8>) -> [Int]? {
        var lines: [Int] = [], line = 1, common = 0, rare = 0
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let lead = bytes[index]
            index += 1
            guard lead >= 0x80 else {
                if lead == CSVByte.lineFeed { line += 1 }
                continue
            }
            guard index < bytes.endIndex else { break }
            let trail = bytes[index]
            guard 0x81...0xFE ~= lead, 0x30...0x39 ~= trail || 0x40...0x7E ~= trail || 0x80...0xFE ~= trail else { return nil }
            // The characters of GB 2312, which ordinary text is made of.
            if 0xA1...0xF7 ~= lead, trail >= 0xA1 { common += 1 } else { rare += 1 }
            index += 0x30...0x39 ~= trail ? 3 : 1
            if lines.last != line { lines.append(line) }
        }
        return common > 0 && common >= rare * 4 ? lines : nil
    }
}
