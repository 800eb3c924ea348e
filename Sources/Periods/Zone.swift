/// The rules of a time zone: which offset from UTC holds at which instant.
///
/// Decoded once from the bytes of a TZif file (RFC 9636), or a fixed offset. Immutable; every query is a binary search
/// over the recorded transitions, and beyond the last one the arithmetic of the footer.
package final class Zone: Sendable {
    /// The IANA name it was asked for by, or `UTC`, `+08:00`.
    package let name: String

    /// UTC seconds at which offsets change, ascending.
    private let changes: [Int64]
    /// Offsets in seconds east of UTC: `offsets[0]` before the first change, `offsets[i]` from `changes[i - 1]` on.
    private let offsets: [Int32]
    /// What holds from the last change on, where the file says so.
    private let footer: ZoneFooter?

    package static let utc = Zone(name: "UTC", fixed: 0)

    init(name: String, changes: [Int64], offsets: [Int32], footer: ZoneFooter?) {
        self.name = name
        self.changes = changes
        self.offsets = offsets
        self.footer = footer
    }

    convenience init(name: String, fixed seconds: Int) {
        self.init(name: name, changes: [], offsets: [Int32(clamping: seconds)], footer: nil)
    }

    /// A fixed offset written `+08:00`, `-05:30` or `08:00` (as CEL writes it); below 24 hours.
    package convenience init?(offset text: String) {
        let seconds = ByteScanner.whole(text) { scanner -> Int? in
            let sign = scanner.skip("-") ? -1 : 1
            if sign > 0 { _ = scanner.skip("+") }
            guard let hours = scanner.digits(2), hours < 24, scanner.skip(":"),
                let minutes = scanner.digits(2), minutes < 60
            else { return nil }
            return sign * (hours * 3_600 + minutes * 60)
        }
        guard let seconds else { return nil }
        self.init(name: text, fixed: seconds)
    }

    /// Seconds east of UTC at an instant. O(log changes).
    package func offset(at instant: Instant) -> Int {
        span(at: instant.seconds).offset
    }

    /// A stretch of time with one offset.
    struct Span {
        /// UTC seconds; `Int64.min` where it has no beginning.
        let start: Int64
        /// UTC seconds; `Int64.max` where it has no end.
        let end: Int64
        let offset: Int
        /// The offset that held before `start`.
        let before: Int
    }

    func span(at seconds: Int64) -> Span {
        let index = firstChange(after: seconds)
        if let footer, index == changes.count {
            let start = changes.last ?? .min
            let before = changes.isEmpty ? Int(offsets[0]) : Int(offsets[index - 1])
            return footer.span(at: seconds, notBefore: start, previous: before)
        }
        return Span(
            start: index == 0 ? .min : changes[index - 1],
            end: index == changes.count ? .max : changes[index],
            offset: Int(offsets[index]),
            before: Int(offsets[max(index - 1, 0)]))
    }

    /// The index of the first change later than `seconds`.
    private func firstChange(after seconds: Int64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Zone: Hashable {
    package static func == (left: Zone, right: Zone) -> Bool {
        left === right
            || left.name == right.name && left.offsets == right.offsets && left.changes == right.changes
                && left.footer == right.footer
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}
