/// Reads the fixed forms of timestamps and durations from the front of a text.
struct DigitReader {
    private var bytes: Substring.UTF8View

    init(_ text: String) { self.bytes = text[...].utf8 }

    var isAtEnd: Bool { bytes.isEmpty }
    var rest: String { String(Substring(bytes)) }

    /// Takes `character` where it stands next.
    mutating func skip(_ character: Character) -> Bool {
        guard let byte = bytes.first, byte == character.asciiValue else { return false }
        bytes.removeFirst()
        return true
    }

    private mutating func digit() -> Int? {
        guard let byte = bytes.first, (48...57).contains(byte) else { return nil }
        bytes.removeFirst()
        return Int(byte) - 48
    }

    /// A number of exactly `width` digits.
    mutating func number(_ width: Int) -> Int? {
        var number = 0
        for _ in 0..<width {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    /// `.` and digits as nanoseconds; 0 where there is no point; nil for a point without digits.
    mutating func fraction() -> Int32? {
        guard skip(".") else { return 0 }
        var nanos: Int32 = 0, digits = 0
        while let digit = digit() {
            if digits < 9 { nanos = nanos * 10 + Int32(digit) }
            digits += 1
        }
        guard digits > 0 else { return nil }
        for _ in digits..<max(9, digits) { nanos *= 10 }
        return nanos
    }

    /// `Z` or `±hh:mm` in seconds east of UTC.
    mutating func zone() -> Int? {
        skip("Z") ? 0 : offset()
    }

    /// `±hh:mm` or `hh:mm` in seconds east of UTC.
    mutating func offset() -> Int? {
        let west = skip("-")
        if !west { _ = skip("+") }
        guard let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60 else { return nil }
        return (hours * 3600 + minutes * 60) * (west ? -1 : 1)
    }

    /// One number with its unit in nanoseconds, truncated; nil where there is none or it is out of range.
    mutating func durationPart(negative: Bool) -> Int64? {
        var whole: Int64 = 0, digits = 0
        while let digit = digit() {
            let (shifted, tooLarge) = whole.multipliedReportingOverflow(by: 10)
            let (sum, beyond) = negative ? shifted.subtractingReportingOverflow(Int64(digit)) : shifted.addingReportingOverflow(Int64(digit))
            guard !tooLarge, !beyond else { return nil }
            whole = sum
            digits += 1
        }
        var numerator: Int64 = 0, scale: Int64 = 1
        if skip(".") {
            while let digit = digit() {
                digits += 1
                guard scale < 1_000_000_000_000_000 else { continue }
                numerator = numerator * 10 + Int64(digit)
                scale *= 10
            }
        }
        guard digits > 0, let unit = durationUnit() else { return nil }
        let (nanos, beyond) = whole.multipliedReportingOverflow(by: unit)
        // The part behind the point is below one unit, so this product stays within 128 bits and its quotient within 64.
        let part = Int64(Int128(numerator) * Int128(unit) / Int128(scale)) * (negative ? -1 : 1)
        let (sum, over) = nanos.addingReportingOverflow(part)
        return beyond || over ? nil : sum
    }

    private mutating func durationUnit() -> Int64? {
        if skip("h") { return 3_600_000_000_000 }
        if skip("m") { return skip("s") ? 1_000_000 : 60_000_000_000 }
        if skip("s") { return 1_000_000_000 }
        if skip("n") { return skip("s") ? 1 : nil }
        // The micro sign is U+00B5, in Greek U+03BC; both are in use.
        let micro = skip("u") || skipBytes([0xC2, 0xB5]) || skipBytes([0xCE, 0xBC])
        return micro && skip("s") ? 1_000 : nil
    }

    private mutating func skipBytes(_ sequence: [UInt8]) -> Bool {
        guard bytes.starts(with: sequence) else { return false }
        bytes.removeFirst(sequence.count)
        return true
    }
}
