/// What the first bytes of a CSV file let one guess of how it is written. A person looks at what comes of it before anything is imported.
package enum TableGuess {
    /// Bytes that are looked at.
    package static let sample = 64 << 10

    /// Each is tried; of those that read without a fault the one counts whose characters are the most ordinary.
    package static func encoding(of bytes: ArraySlice<UInt8>, isWhole: Bool) -> CSVFormat.Encoding {
        let bytes = bytes.prefix(sample)
        if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LE }
        if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BE }
        if let order = CSVBeginning.utf16(bytes) { return order.hasPrefix("little") ? .utf16LE : .utf16BE }
        if CSVBeginning.utf8Ideographs(bytes, isWhole && bytes.count < sample) != nil { return .utf8 }
        let simplified = ordinary(bytes, as: .gb18030), traditional = ordinary(bytes, as: .big5)
        // Bytes that are neither are left to UTF-8, which says where it is wrong.
        guard simplified > 0.5 || traditional > 0.5 else { return .utf8 }
        return traditional > simplified ? .big5 : .gb18030
    }

    /// The share of characters of two bytes that are ordinary in an encoding, less those that are none; names of columns that are known count much.
    private static func ordinary(_ bytes: ArraySlice<UInt8>, as encoding: CSVFormat.Encoding) -> Double {
        var wide = 0, common = 0, wrong = 0, index = bytes.startIndex
        while index < bytes.endIndex {
            let lead = bytes[index]
            index += 1
            guard lead >= 0x80, index < bytes.endIndex else { continue }
            let trail = bytes[index]
            wide += 1
            switch encoding {
            case .big5:
                guard 0x81...0xFE ~= lead, 0x40...0x7E ~= trail || 0xA1...0xFE ~= trail else { wrong += 1; continue }
                // The 5,401 characters of common use, and punctuation.
                if 0xA4...0xC6 ~= lead || lead == 0xA1 || lead == 0xA2 { common += 1 }
            default:
                if 0x30...0x39 ~= trail { index += 3; continue }
                guard 0x81...0xFE ~= lead, 0x40...0x7E ~= trail || 0x80...0xFE ~= trail else { wrong += 1; continue }
                // The 3,755 characters of the first level of GB 2312, and punctuation.
                if trail >= 0xA1, 0xB0...0xD7 ~= lead || 0xA1...0xA3 ~= lead { common += 1 }
            }
            index += 1
        }
        guard wide > 0 else { return 0 }
        let words = knownNames(bytes.prefix(2_048), encoding)
        return Double(common) / Double(wide) - 4 * Double(wrong) / Double(wide) + 0.5 * Double(min(words, 4))
    }

    private static func knownNames(_ bytes: ArraySlice<UInt8>, _ encoding: CSVFormat.Encoding) -> Int {
        let line = EncodingDecoder(encoding).decode(bytes.prefix { $0 != CSVByte.lineFeed && $0 != CSVByte.carriageReturn })
        let text = String(decoding: line, as: UTF8.self)
        return text.split { ",;\t|\"".contains($0) }.count { ColumnNames.meaning(of: String($0)) != nil }
    }

    /// The sign that divides the most lines into the same number of fields.
    package static func delimiter(of bytes: [UInt8], _ encoding: CSVFormat.Encoding, isWhole: Bool) -> Character {
        var best: (delimiter: Character, share: Double, columns: Int)?
        for delimiter in [",", ";", "\t", "|"] as [Character] {
            guard let format = CSVFormat(delimiter: delimiter, encoding: encoding) else { continue }
            let counts = fieldCounts(bytes, format, isWhole)
            if let separator = separator(bytes, format), separator == delimiter { return delimiter }
            guard let columns = counts.first, columns > 1 else { continue }
            let share = Double(counts.count { $0 == columns }) / Double(counts.count)
            if let known = best, known.share > share || known.share == share && known.columns >= columns { continue }
            best = (delimiter, share, columns)
        }
        return best?.delimiter ?? ","
    }

    /// How many fields the first rows have.
    private static func fieldCounts(_ bytes: [UInt8], _ format: CSVFormat, _ isWhole: Bool) -> [Int] {
        var reader = CSVReader(format)
        var results = reader.read(bytes.prefix(sample))
        if isWhole { results += reader.finish() }
        return results.prefix(50).map { result in
            switch result {
            case .success(let row): row.fields.count
            case .failure: 0
            }
        }
    }

    /// `sep=;` in the first line.
    private static func separator(_ bytes: [UInt8], _ format: CSVFormat) -> Character? {
        var reader = CSVReader(format)
        guard case .success(let row)? = (reader.read(bytes.prefix(64)) + reader.finish()).first else { return nil }
        let text = row.fields.joined(separator: String(Unicode.Scalar(format.delimiter)))
        return text.lowercased().hasPrefix("sep=") ? text.dropFirst(4).first : nil
    }
}
