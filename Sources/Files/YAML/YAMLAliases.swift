/// Looks for an anchor and an alias of the same name, without a YAML parser: an alias is `*name`, its anchor `&name`,
/// neither directly behind a word, nor continued by anything that no name may be followed by.
enum YAMLAliases {
    static func mayUse(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")) else { return false }
        let bytes = Array(text.utf8)
        let anchors = names(after: UInt8(ascii: "&"), in: bytes)
        return !anchors.isEmpty && !anchors.isDisjoint(with: names(after: UInt8(ascii: "*"), in: bytes))
    }

    private static func names(after sign: UInt8, in bytes: [UInt8]) -> Set<ArraySlice<UInt8>> {
        var names: Set<ArraySlice<UInt8>> = []
        for index in bytes.indices where bytes[index] == sign && (index == 0 || mayPrecede(bytes[index - 1])) {
            let name = bytes[(index + 1)...].prefix(while: isName)
            guard !name.isEmpty, name.endIndex == bytes.endIndex || mayFollow(bytes[name.endIndex]) else { continue }
            names.insert(name)
        }
        return names
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func mayPrecede(_ byte: UInt8) -> Bool {
        !isName(byte) && !")&*.".utf8.contains(byte)
    }

    private static func mayFollow(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte >= 0x80 || "?:,]}%@`".utf8.contains(byte)
    }
}
