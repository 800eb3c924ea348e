import Glibc

/// GB 18030 to UTF-8, piece by piece, by the C library's `iconv` (Debian's libc6 brings the table).
final class GB18030Decoder {
    /// Nil where this machine cannot convert; then nothing is ever a character.
    private let converter: iconv_t?
    /// The first bytes of a character whose others are in the next piece: at most three.
    private var rest: [UInt8] = []

    init() {
        let opened = iconv_open("UTF-8", "GB18030")
        // A failure is (iconv_t)-1.
        converter = Int(bitPattern: opened) == -1 ? nil : opened
    }

    deinit {
        if let converter { iconv_close(converter) }
    }

    /// Whether no character is open between two pieces.
    var isAtCharacter: Bool { rest.isEmpty }

    /// The text of a piece up to its end, or up to the first bytes that are no character; then it is not whole.
    func decode(_ piece: some Collection<UInt8>) -> (text: [UInt8], isWhole: Bool) {
        guard let converter else { return ([], piece.isEmpty) }
        var input = rest + piece
        // Two bytes become at most three, four become four, one stays one.
        var output = [UInt8](repeating: 0, count: input.count * 2)
        var (left, room) = (input.count, output.count)
        let failure = input.withUnsafeMutableBufferPointer { input in
            input.withMemoryRebound(to: CChar.self) { input in
                output.withUnsafeMutableBufferPointer { output in
                    output.withMemoryRebound(to: CChar.self) { output in
                        var (from, to) = (input.baseAddress, output.baseAddress)
                        return iconv(converter, &from, &left, &to, &room) == Int(bitPattern: UInt.max) ? errno : 0
                    }
                }
            }
        }
        output.removeLast(room)
        rest = Array(input.suffix(left))
        return (output, failure == 0 || failure == EINVAL)
    }
}
