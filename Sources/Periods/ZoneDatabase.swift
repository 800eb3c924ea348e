/// Finds time zones by IANA name in TZif files that someone else reads.
///
/// The pure targets never touch the disk: `read` gets a name that cannot leave the database's folder and returns the
/// bytes of its file, or nil. Decoding takes some 10 µs; keep the zone rather than asking again.
package struct ZoneDatabase: Sendable {
    private let read: @Sendable (String) -> [UInt8]?

    package init(read: @escaping @Sendable (String) -> [UInt8]?) {
        self.read = read
    }

    /// A zone by IANA name (`Asia/Shanghai`), `UTC`, or a fixed offset (`+08:00`). Nil if there is none of that name.
    package func zone(named name: String) -> Zone? {
        if name == "UTC" { return .utc }
        if let fixed = Zone(offset: name) { return fixed }
        guard Self.isName(name), let bytes = read(name) else { return nil }
        return Zone(name: name, tzif: bytes)
    }

    /// The names of all places, for guesses; empty where the machine does not list them (`zone.tab` of the IANA database).
    package var names: [String] {
        String(decoding: read("zone.tab") ?? [], as: UTF8.self).split(separator: "\n").compactMap { line in
            line.hasPrefix("#") ? nil : line.split(separator: "\t").dropFirst(2).first.map(String.init)
        }
    }

    /// Whether a text has the shape of an IANA name: at most 64 letters, digits, `_ + -` in parts parted by `/`, so that it
    /// can be a path below the database's folder and nothing else.
    package static func isName(_ text: String) -> Bool {
        guard text.utf8.count <= 64 else { return false }
        return text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.allSatisfy(isNameByte)
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
