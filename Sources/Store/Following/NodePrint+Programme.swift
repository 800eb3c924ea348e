import CommitLog
import JSON
import Periods
import PointsEngine

extension NodePrint {
    /// What this machine and this program make of a programme.
    package init(of programme: Programme) {
        self.init(zone: programme.company.calendar.zone, isNameBefore: programme.isNameBefore)
    }

    package init(zone: Zone, isNameBefore: (String, String) -> Bool) {
        self.init(zone: Self.hash(of: zone), names: Self.hash(of: isNameBefore), format: LogSeal.currentFormat)
    }

    /// The offsets of the zone from 1970 to 2060, with the seconds at which they change.
    private static func hash(of zone: Zone) -> [UInt8] {
        let step: Int64 = 43_200, end: Int64 = 2_871_763_200
        var bytes: [UInt8] = [], seconds: Int64 = 0, last = zone.offset(at: Instant(seconds: 0))
        bytes.add(Int64(last))
        while seconds < end {
            let next = zone.offset(at: Instant(seconds: seconds + step))
            if next != last {
                bytes.add(change(of: zone, after: seconds, upTo: seconds + step))
                bytes.add(Int64(next))
                last = next
            }
            seconds += step
        }
        return Digest(of: bytes).bytes
    }

    /// The first second with another offset than at `low`.
    private static func change(of zone: Zone, after low: Int64, upTo high: Int64) -> Int64 {
        let before = zone.offset(at: Instant(seconds: low))
        var low = low, high = high
        while high - low > 1 {
            let middle = (low + high) / 2
            if zone.offset(at: Instant(seconds: middle)) == before { low = middle } else { high = middle }
        }
        return high
    }

    /// Which of two names is first, for every two.
    private static func hash(of isBefore: (String, String) -> Bool) -> [UInt8] {
        Digest(of: names.flatMap { one in names.map { isBefore(one, $0) ? 1 : 0 } }).bytes
    }

    /// Names on which collations are known to differ: sounds and strokes of Chinese ones, accents, case, digits, marks, other scripts.
    private static let names = [
        "", " ", "-", "1", "2", "10", "a", "A", "á", "Á", "ä", "æ", "ae", "b", "B", "ch", "cz", "č", "d", "đ", "i", "I", "ı", "ll", "lz", "ñ", "n", "ö", "o", "ø", "ß",
        "ss", "z", "Z", "å", "O'Neil", "ONeil", "O’Neil", "van Dyk", "Van Dyk", "Anna-Lena", "AnnaLena", "安", "安娜", "白", "陈", "陳", "单", "曾", "重庆", "重要", "乐",
        "李", "李娜", "李 娜", "王", "王小明", "王大明", "欧阳", "歐陽", "张", "張", "一", "二", "十", "龍", "龙", "あ", "ア", "か", "가", "Я", "я", "ё", "е", "Ω", "א", "👍",
    ]
}

extension [UInt8] {
    fileprivate mutating func add(_ value: Int64) { Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) } }
}
