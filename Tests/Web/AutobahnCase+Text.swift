/// The cases about UTF-8 (6) and about closing (7).
extension AutobahnCase {
    private static let good = "Hello-µ@ßöäüàá-UTF-8!!", greek = "κόσμε"
    private static let broken = Array("κόσμε".utf8) + [0xED, 0xA0, 0x80] + Array("edited".utf8)

    static let characters: [AutobahnCase] = [
        AutobahnCase(number: "6.1.1", sends: text(""), hears: [.text([])]),
        AutobahnCase(number: "6.1.2", sends: text("", isFinal: false) + more("", isFinal: false) + more(""), hears: [.text([])]),
        AutobahnCase(number: "6.1.3", sends: text("", isFinal: false) + more("middle", isFinal: false) + more(""), hears: [.text(Array("middle".utf8))]),
        AutobahnCase(number: "6.2.1", sends: text(good), hears: [.text(Array(good.utf8))]),
        AutobahnCase(number: "6.2.3", sends: fragments(Array(good.utf8), of: 1), hears: [.text(Array(good.utf8))]),
        AutobahnCase(number: "6.2.4", sends: fragments(Array(greek.utf8), of: 1), hears: [.text(Array(greek.utf8))]),
        AutobahnCase(number: "6.3.1", sends: frame(1, broken), hears: [.close(1007)]),
        AutobahnCase(number: "6.3.2", sends: fragments(broken, of: 1), hears: [.close(1007)]),
    ] + valid.flatMap { number, bytes in
        [
            AutobahnCase(number: number, sends: frame(1, bytes), hears: [.text(bytes)]),
            AutobahnCase(number: number + " in fragments", sends: fragments(bytes, of: 1), hears: [.text(bytes)]),
        ]
    } + invalid.flatMap { number, bytes in
        [
            AutobahnCase(number: number, sends: frame(1, bytes), hears: [.close(1007)]),
            AutobahnCase(number: number + " in fragments", sends: fragments(bytes, of: 1), hears: [.close(1007)]),
        ]
    }

    private static let valid: [(String, [UInt8])] = [
        ("6.5.1", [0xCE, 0xBA, 0xE1, 0xBD, 0xB9, 0xCF, 0x83, 0xCE, 0xBC, 0xCE, 0xB5]),
        ("6.7.1", [0]), ("6.7.2", [0xC2, 0x80]), ("6.7.3", [0xE0, 0xA0, 0x80]), ("6.7.4", [0xF0, 0x90, 0x80, 0x80]),
        ("6.9.1", [0x7F]), ("6.9.2", [0xDF, 0xBF]), ("6.9.3", [0xEF, 0xBF, 0xBF]), ("6.9.4", [0xF4, 0x8F, 0xBF, 0xBF]),
        ("6.11.1", [0xED, 0x9F, 0xBF]), ("6.11.2", [0xEE, 0x80, 0x80]), ("6.11.3", [0xEF, 0xBF, 0xBD]), ("6.11.4", [0xF4, 0x8F, 0xBF, 0xBF]),
        ("6.22.1", [0xEF, 0xBF, 0xBE]), ("6.22.3", [0xF0, 0x9F, 0xBF, 0xBE]), ("6.23.1", [0xEF, 0xBF, 0xB9]), ("6.23.7", [0xEF, 0xBF, 0xBF]),
    ]

    private static let invalid: [(String, [UInt8])] = [
        ("6.6.1", [0xCE]), ("6.6.3", [0xCE, 0xBA, 0xE1]), ("6.6.4", [0xCE, 0xBA, 0xE1, 0xBD]), ("6.6.6", [0xCE, 0xBA, 0xE1, 0xBD, 0xB9, 0xCF]),
        ("6.8.1", [0xF8, 0x88, 0x80, 0x80, 0x80]), ("6.8.2", [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80]),
        ("6.10.1", [0xF7, 0xBF, 0xBF, 0xBF]), ("6.10.2", [0xFB, 0xBF, 0xBF, 0xBF, 0xBF]), ("6.10.3", [0xFD, 0xBF, 0xBF, 0xBF, 0xBF, 0xBF]),
        ("6.11.5", [0xF4, 0x90, 0x80, 0x80]), ("6.12.1", [0x80]), ("6.12.2", [0xBF]), ("6.12.3", [0x80, 0xBF]), ("6.12.6", [0x80, 0xBF, 0x80, 0xBF, 0x80]),
        ("6.13.1", [0xC0, 0x20]), ("6.13.2", [0xE0, 0x20]), ("6.13.3", [0xF0, 0x20]), ("6.14.1", [0xC0]), ("6.14.2", [0xE0, 0x80]), ("6.14.3", [0xF0, 0x80, 0x80]),
        ("6.14.6", [0xDF]), ("6.14.7", [0xEF, 0xBF]), ("6.15.1", [0xC0, 0xE0, 0x80, 0xF0, 0x80, 0x80]), ("6.16.1", [0xFE]), ("6.16.2", [0xFF]),
        ("6.17.1", [0xC0, 0xAF]), ("6.17.2", [0xE0, 0x80, 0xAF]), ("6.17.3", [0xF0, 0x80, 0x80, 0xAF]), ("6.18.1", [0xC1, 0xBF]), ("6.18.2", [0xE0, 0x9F, 0xBF]),
        ("6.18.3", [0xF0, 0x8F, 0xBF, 0xBF]), ("6.19.1", [0xC0, 0x80]), ("6.20.1", [0xED, 0xA0, 0x80]), ("6.20.7", [0xED, 0xBF, 0xBF]),
        ("6.21.1", [0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80]), ("6.21.8", [0xED, 0xAF, 0xBF, 0xED, 0xBF, 0xBF]),
    ]

    private static let reason = Array("Hello World!".utf8)
    static let closing: [AutobahnCase] = [
        AutobahnCase(number: "7.1.1", sends: text("Hello World!") + close(1000), hears: [.text(reason), .close(1000)]),
        AutobahnCase(number: "7.1.2", sends: close(1000) + close(1000), hears: [.close(1000)]),
        AutobahnCase(number: "7.1.3", sends: close(1000) + ping(), hears: [.close(1000)]),
        AutobahnCase(number: "7.1.4", sends: close(1000) + text("Hello World!"), hears: [.close(1000)]),
        AutobahnCase(number: "7.1.5", sends: text("fragment1", isFinal: false) + close(1000) + more("fragment2"), hears: [.close(1000)]),
        AutobahnCase(number: "7.3.1", sends: frame(8, []), hears: [.close(nil)]),
        AutobahnCase(number: "7.3.2", sends: frame(8, [97]), hears: [.close(1002)]),
        AutobahnCase(number: "7.3.3", sends: close(1000), hears: [.close(1000)]),
        AutobahnCase(number: "7.3.4", sends: close(1000, reason), hears: [.close(1000)]),
        AutobahnCase(number: "7.3.5", sends: close(1000, [UInt8](repeating: 42, count: 123)), hears: [.close(1000)]),
        AutobahnCase(number: "7.3.6", sends: close(1000, [UInt8](repeating: 42, count: 124)), hears: [.close(1002)]),
        AutobahnCase(number: "7.5.1", sends: close(1000, broken), hears: [.close(1007)]),
    ] + zip(1..., [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999] as [UInt16]).map { number, code in
        AutobahnCase(number: "7.7.\(number)", sends: close(code), hears: [.close(code)])
    } + zip(1..., [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999] as [UInt16]).map { number, code in
        AutobahnCase(number: "7.9.\(number)", sends: close(code), hears: [.close(1002)])
    }
}
