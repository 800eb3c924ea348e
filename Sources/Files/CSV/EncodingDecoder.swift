import Glibc

/// Other encodings to UTF-8, piece by piece, by the C library's `iconv` (Debian's libc6 brings the tables).
final class EncodingDecoder {
    /// Nil where this machine cannot convert.
    private let converter: iconv_t?
    /// The first bytes of a character whose others are in the next piece: at most three.
    private var rest: [UInt8] = []
    /// Stands for a byte that is no character: UTF-8 knows no such byte, so that the row is found out by it.
    static let noCharacter: UInt8 = 0xFF
    /// Bytes that are passed over where there is no character: what follows is read in step.
    private let step: Int

    init(_ encoding: CSVFormat.Encoding) {
        step = encoding == .utf16LE || encoding == .utf16BE ? 2 : 1
        let opened = iconv_open("UTF-8", encoding.systemName)
        // A failure is (iconv_t)-1.
        converter = Int(bitPattern: opened) == -1 ? nil : opened
    }

    deinit {
        if let converter { iconv_close(converter) }
    }

    var isSupported: Bool { converter != nil }

    /// The text of a piece, with `0xFF` for each byte that is no character. No line end is ever the second half of one, so what is wrong stays in its line.
    func decode(_ piece: some Collection<UInt8>) -> [UInt8] {
        guard let converter else { return piece.map { _ in Self.noCharacter } }
        var input = rest + piece
        // Two bytes become at most three, four become four, one stays one; two of Big5 may be a letter and its mark, which are four.
        var output = [UInt8](repeating: 0, count: input.count * 2 + 4)
        var (left, room) = (input.count, output.count)
        input.withUnsafeMutableBufferPointer { input in
            input.withMemoryRebound(to: CChar.self) { input in
                output.withUnsafeMutableBufferPointer { output in
                    output.withMemoryRebound(to: CChar.self) { output in
                        var (from, to) = (input.baseAddress, output.baseAddress)
                        while left > 0, iconv(converter, &from, &left, &to, &room) == Int(bitPattern: UInt.max), errno == EILSEQ, left > 0, room > 0 {
                            to?.pointee = CChar(bitPattern: Self.noCharacter)
                            let passed = min(step, left)
                            (from, to) = (from?.advanced(by: passed), to?.advanced(by: 1))
                            (left, room) = (left - passed, room - 1)
                        }
                    }
                }
            }
        }
        output.removeLast(room)
        rest = Array(input.suffix(left))
        return output
    }

    /// What is left of a character that the file does not end.
    func finish() -> [UInt8] {
        defer { rest = [] }
        return rest.isEmpty ? [] : [Self.noCharacter]
    }
}
