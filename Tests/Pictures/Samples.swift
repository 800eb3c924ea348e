import CGD

@testable import Pictures

/// Small pictures, made by the library that also reads them, and what can be done to their bytes.
enum Samples {
    /// Four quarters: red, green, blue and white from the upper left on, row by row.
    static func quarters(_ format: CheckedPicture.Format, width: Int = 16, height: Int = 8, isTransparent: Bool = false) -> [UInt8] {
        guard let image = gdImageCreateTrueColor(Int32(width), Int32(height)) else { return [] }
        defer { gdImageDestroy(image) }
        gdImageAlphaBlending(image, 0)
        gdImageSaveAlpha(image, 1)
        for y in 0..<height {
            for x in 0..<width {
                let colour: Int32 = y < height / 2 ? (x < width / 2 ? 0xFF0000 : 0x00FF00) : (x < width / 2 ? 0x0000FF : 0xFFFFFF)
                gdImageSetPixel(image, Int32(x), Int32(y), isTransparent && colour == 0xFFFFFF ? 0x7F00_0000 : colour)
            }
        }
        var count: Int32 = 0
        let bytes: UnsafeMutableRawPointer? = switch format {
        case .png: gdImagePngPtr(image, &count)
        case .jpeg: gdImageJpegPtr(image, &count, 95)
        case .webp: gdImageWebpPtrEx(image, &count, 95)
        }
        guard let bytes else { return [] }
        defer { gdFree(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }

    /// A JPEG with an Exif block behind its beginning: an orientation, and a place where it was taken.
    static func exif(_ orientation: UInt16) -> [UInt8] {
        let entry: [UInt8] = [0x01, 0x12, 0, 3, 0, 0, 0, 1, UInt8(orientation >> 8), UInt8(orientation & 0xFF), 0, 0]
        let body = Array("Exif\0\0MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1] + entry + [0, 0, 0, 0] + Array("GPS 31.2304N 121.4737E".utf8)
        let length = body.count + 2
        let jpeg = quarters(.jpeg)
        return Array(jpeg[..<2]) + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + body + Array(jpeg[2...])
    }

    /// A PNG whose head says another size; its sum is right.
    static func png(saying width: UInt32, _ height: UInt32) -> [UInt8] {
        var bytes = quarters(.png)
        for (place, value) in [(16, width), (20, height)] { for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32(index))) } }
        let sum = crc(bytes[12..<29])
        for index in 0..<4 { bytes[29 + index] = UInt8(truncatingIfNeeded: sum >> (24 - 8 * UInt32(index))) }
        return bytes
    }

    /// A PNG with a chunk behind its head.
    static func png(with name: String, _ body: [UInt8]) -> [UInt8] {
        let png = quarters(.png), content = Array(name.utf8) + body, sum = crc(content[...])
        let big = { (value: UInt32) in (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) } }
        return Array(png[..<33]) + big(UInt32(body.count)) + content + big(sum) + Array(png[33...])
    }

    static func crc(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
        }
    }

    /// The colours of the quarters of a picture, as letters: r, g, b, w, or - for what is transparent.
    static func colours(_ bytes: [UInt8]) -> String {
        var bytes = bytes
        guard let image = bytes.withUnsafeMutableBytes({ gdImageCreateFromWebpPtr(Int32($0.count), $0.baseAddress) }) else { return "no picture" }
        defer { gdImageDestroy(image) }
        let (width, height) = (image.pointee.sx, image.pointee.sy)
        var letters = ""
        for (x, y) in [(1, 1), (3, 1), (1, 3), (3, 3)] as [(Int32, Int32)] {
            let colour = gdImageGetTrueColorPixel(image, width * x / 4, height * y / 4)
            let parts = [colour >> 16 & 255, colour >> 8 & 255, colour & 255].map { $0 > 128 }
            letters += colour >> 24 & 0x7F > 100 ? "-" : known[parts] ?? "?"
        }
        return letters
    }

    private static let known = [[true, false, false]: "r", [false, true, false]: "g", [false, false, true]: "b", [true, true, true]: "w"]
}
