import CSodium

/// Texts that only the owner of a secret key reads (`crypto_box_seal`): whoever seals leaves no trace in what is sealed, and cannot open it.
enum SealedText {
    struct Pair {
        let open: [UInt8]
        let secret: [UInt8]
    }

    /// Lengths are rounded up to this, so that they tell nothing.
    private static let step = 1_024

    /// - Parameter open: a public key.
    static func seal(_ parts: [String], to open: [UInt8]) -> [UInt8] {
        // In one piece from the start: what grows leaves copies behind.
        let length = parts.reduce(1) { $0 + $1.utf8.count }
        var plain = [UInt8]()
        plain.reserveCapacity(length + (step - length % step) % step)
        for part in parts { plain.append(contentsOf: part.utf8) }
        plain.append(0x80)
        plain += repeatElement(0, count: (step - plain.count % step) % step)
        defer { sodium_memzero(&plain, plain.count) }
        var sealed = [UInt8](repeating: 0, count: plain.count + Int(crypto_box_sealbytes()))
        precondition(crypto_box_seal(&sealed, plain, UInt64(plain.count), open) == 0, "a public key of ours")
        return sealed
    }

    /// Nil where it was sealed for another key, or changed.
    static func open(_ sealed: [UInt8], with pair: Pair) -> String? {
        let overhead = Int(crypto_box_sealbytes())
        guard sealed.count > overhead else { return nil }
        var plain = [UInt8](repeating: 0, count: sealed.count - overhead)
        defer { sodium_memzero(&plain, plain.count) }
        guard crypto_box_seal_open(&plain, sealed, UInt64(sealed.count), pair.open, pair.secret) == 0, let end = plain.lastIndex(of: 0x80) else { return nil }
        return String(validating: plain[..<end], as: UTF8.self)
    }
}
