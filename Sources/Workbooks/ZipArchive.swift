/// The directory of a zip archive (APPNOTE 6.3.10): what is in it, found from its end. Nothing is unpacked before it is asked for.
struct ZipArchive {
    struct Entry {
        let isDeflated: Bool
        let checksum: UInt32
        let packed: Int
        let unpacked: Int
        /// Of its local header.
        let offset: Int
    }

    private let bytes: [UInt8]
    private(set) var entries: [String: Entry] = [:]

    init(_ bytes: [UInt8], _ limits: WorkbookLimits) throws(WorkbookFailure) {
        self.bytes = bytes
        guard bytes.count <= limits.file else { throw WorkbookFailure(.tooLarge, "the file has more than \(limits.file >> 20) MB") }
        guard bytes.starts(with: [0x50, 0x4B]) else { throw Self.otherFormat(bytes) }
        let end = try endOfDirectory()
        let count = number(end + 10, 2), start = number(end + 16, 4), size = number(end + 12, 4)
        guard count != 0xFFFF, start != 0xFFFF_FFFF else { throw WorkbookFailure(.tooLarge, "the archive is a large one (zip64), which is not read") }
        guard count <= limits.entries else { throw WorkbookFailure(.tooLarge, "the archive has more than \(limits.entries) parts") }
        guard start <= end, size <= end - start else { throw Self.damaged }
        var place = start
        for _ in 0..<count { place = try readEntry(at: place, before: end) }
    }

    private static let damaged = WorkbookFailure(.damaged, "the file is damaged: its directory cannot be read")

    private static func otherFormat(_ bytes: [UInt8]) -> WorkbookFailure {
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return WorkbookFailure(.otherFormat, "this is an old .xls file, or a workbook with a password: save it as .xlsx without one, or as CSV")
        }
        return WorkbookFailure(.otherFormat, "this is no .xlsx file")
    }

    /// The last record of the file, in front of a comment.
    private func endOfDirectory() throws(WorkbookFailure) -> Int {
        var place = bytes.count - 22
        let last = max(0, bytes.count - 22 - 0xFFFF)
        while place >= last {
            if signature(place) == 0x0605_4B50, number(place + 20, 2) == bytes.count - 22 - place { return place }
            place -= 1
        }
        throw Self.damaged
    }

    private mutating func readEntry(at place: Int, before end: Int) throws(WorkbookFailure) -> Int {
        guard place + 46 <= end, signature(place) == 0x0201_4B50 else { throw Self.damaged }
        let flags = number(place + 8, 2), method = number(place + 10, 2), nameSize = number(place + 28, 2)
        let next = place + 46 + nameSize + number(place + 30, 2) + number(place + 32, 2)
        guard next <= end, let name = String(validating: bytes[place + 46..<place + 46 + nameSize], as: UTF8.self) else { throw Self.damaged }
        guard flags & 1 == 0 else { throw WorkbookFailure(.otherFormat, "the workbook is encrypted: save it without a password") }
        let entry = Entry(
            isDeflated: method == 8, checksum: UInt32(number(place + 16, 4)), packed: number(place + 20, 4), unpacked: number(place + 24, 4), offset: number(place + 42, 4))
        guard method == 0 || method == 8, method == 8 || entry.packed == entry.unpacked else { throw WorkbookFailure(.otherFormat, "the archive is packed in a way that is not read") }
        // Two of one name are read as one thing by one program and as another by the next.
        guard entries.updateValue(entry, forKey: name) == nil else { throw WorkbookFailure(.hostile, "the archive has two parts named \(name.prefix(80))") }
        return next
    }

    /// What is packed of an entry.
    func packed(_ entry: Entry) throws(WorkbookFailure) -> ArraySlice<UInt8> {
        guard entry.offset + 30 <= bytes.count, signature(entry.offset) == 0x0403_4B50 else { throw Self.damaged }
        let start = entry.offset + 30 + number(entry.offset + 26, 2) + number(entry.offset + 28, 2)
        guard start <= bytes.count, entry.packed <= bytes.count - start else { throw Self.damaged }
        return bytes[start..<start + entry.packed]
    }

    private func signature(_ place: Int) -> Int { place >= 0 && place + 4 <= bytes.count ? number(place, 4) : 0 }

    /// Little endian; 0 beyond the end, where something else is found wrong.
    private func number(_ place: Int, _ size: Int) -> Int {
        guard place >= 0, place + size <= bytes.count else { return 0 }
        return (0..<size).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
}
