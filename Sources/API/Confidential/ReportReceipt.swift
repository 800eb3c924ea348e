import CSodium

/// What a reporter keeps: 128 random bits, in nine words of five letters that can be read out and written down in any language; the last
/// word proves the others. From it comes a key pair: its public part names the report, and its secret one opens the answers.
struct ReportReceipt {
    private let bits: [UInt8]

    static func make() -> ReportReceipt {
        var bits = [UInt8](repeating: 0, count: size)
        randombytes_buf(&bits, bits.count)
        return ReportReceipt(bits: bits)
    }

    private static let size = 16

    private init(bits: [UInt8]) { self.bits = bits }

    /// Nil where somebody has misread it.
    init?(words text: String) {
        let words = text.lowercased().split { !$0.isLetter }.map(String.init)
        let numbers = words.compactMap(Self.number)
        guard words.count == Self.size / 2 + 1, numbers.count == words.count else { return nil }
        bits = numbers.dropLast().flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        guard Self.proof(of: bits) == numbers.last else { return nil }
    }

    var words: String {
        let numbers = stride(from: 0, to: bits.count, by: 2).map { UInt16(bits[$0]) << 8 | UInt16(bits[$0 + 1]) } + [Self.proof(of: bits)]
        return numbers.map(Self.word).joined(separator: " ")
    }

    /// The key pair, always the same.
    var pair: SealedText.Pair {
        var seed = [UInt8](repeating: 0, count: Int(crypto_box_seedbytes()))
        let purpose = Array("laurel report receipt".utf8)
        crypto_generichash(&seed, seed.count, bits, UInt64(bits.count), purpose, purpose.count)
        defer { sodium_memzero(&seed, seed.count) }
        var open = [UInt8](repeating: 0, count: Int(crypto_box_publickeybytes())), secret = [UInt8](repeating: 0, count: Int(crypto_box_secretkeybytes()))
        crypto_box_seed_keypair(&open, &secret, seed)
        return SealedText.Pair(open: open, secret: secret)
    }

    // MARK: Words

    private static let consonants = Array("bdfghjklmnprstvz"), vowels = Array("aiou")

    /// 16 bits: consonant, vowel, consonant, vowel, consonant.
    private static func word(_ number: UInt16) -> String {
        let places = [(12, 15), (10, 3), (6, 15), (4, 3), (0, 15)] as [(UInt16, UInt16)]
        return String(places.map { shift, mask in mask == 15 ? consonants[Int(number >> shift & mask)] : vowels[Int(number >> shift & mask)] })
    }

    private static func number(_ word: String) -> UInt16? {
        guard word.count == 5 else { return nil }
        var number: UInt16 = 0
        for (place, letter) in word.enumerated() {
            let letters = place % 2 == 0 ? consonants : vowels
            guard let index = letters.firstIndex(of: letter) else { return nil }
            number = number << (place % 2 == 0 ? 4 : 2) | UInt16(index)
        }
        return number
    }

    private static func proof(of bits: [UInt8]) -> UInt16 {
        var hash = [UInt8](repeating: 0, count: 16)
        crypto_generichash(&hash, hash.count, bits, UInt64(bits.count), nil, 0)
        return UInt16(hash[0]) << 8 | UInt16(hash[1])
    }
}
