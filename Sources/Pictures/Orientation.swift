/// How a camera was held (Exif 3.0, tag 0x0112): what has to be done to its points so that the picture stands upright.
package enum Orientation: UInt16, CaseIterable, Sendable {
    case upright = 1, mirrored, upsideDown, flipped, transposed, turnedRight, transversed, turnedLeft

    /// Whether width and height change places.
    var swapsSides: Bool { rawValue >= 5 }

    /// Where in the stored picture a point of the upright one stands.
    ///
    /// - Parameters:
    ///   - width: of the stored picture.
    ///   - height: of the stored picture.
    func source(x: Int, y: Int, width: Int, height: Int) -> (x: Int, y: Int) {
        switch self {
        case .upright: (x, y)
        case .mirrored: (width - 1 - x, y)
        case .upsideDown: (width - 1 - x, height - 1 - y)
        case .flipped: (x, height - 1 - y)
        case .transposed: (y, x)
        case .turnedRight: (y, height - 1 - x)
        case .transversed: (width - 1 - y, height - 1 - x)
        case .turnedLeft: (width - 1 - y, x)
        }
    }

    /// What the first directory of an Exif block says; nil: nothing that can be read.
    init?(exif: ArraySlice<UInt8>) {
        let bytes = Array(exif)
        guard bytes.count >= 8 else { return nil }
        let isLittle = bytes.starts(with: [0x49, 0x49])
        guard isLittle || bytes.starts(with: [0x4D, 0x4D]) else { return nil }
        func number(_ place: Int, _ count: Int) -> Int? {
            guard place >= 0, place + count <= bytes.count else { return nil }
            let part = bytes[place..<place + count]
            return (isLittle ? Array(part.reversed()) : Array(part)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(4, 4), let entries = number(directory, 2) else { return nil }
        for entry in 0..<min(entries, 200) {
            let place = directory + 2 + 12 * entry
            guard number(place, 2) == 0x0112 else { continue }
            guard number(place + 2, 2) == 3, number(place + 4, 4) == 1, let value = number(place + 8, 2) else { return nil }
            self.init(rawValue: UInt16(value))
            return
        }
        return nil
    }
}
