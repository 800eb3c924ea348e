import Pictures
import Seeds
import Testing

@Suite("A picture") struct MadePictureTests {
    @Test(arguments: CheckedPicture.Format.allCases) func `is written anew at two sizes, whatever it came as`(format: CheckedPicture.Format) throws {
        let made = try MadePicture(from: Samples.quarters(format, width: 1_600, height: 800))
        #expect((made.width, made.height) == (800, 400))
        #expect(Samples.colours(made.large) == "rgbw" && Samples.colours(made.small) == "rgbw")
        let small = try CheckedPicture(made.small)
        #expect((small.format, small.width, small.height) == (.webp, 160, 80))
    }

    @Test func `that is small is not made larger`() throws {
        let made = try MadePicture(from: Samples.quarters(.png))
        #expect((made.width, made.height) == (16, 8))
    }

    @Test(arguments: [CheckedPicture.Format.png, .webp]) func `keeps what is transparent`(format: CheckedPicture.Format) throws {
        #expect(Samples.colours(try MadePicture(from: Samples.quarters(format, isTransparent: true)).large) == "rgb-")
    }

    @Test(arguments: [(1, "rgbw", 16), (2, "grwb", 16), (3, "wbgr", 16), (4, "bwrg", 16), (5, "rbgw", 8), (6, "brwg", 8), (7, "wgbr", 8), (8, "gwrb", 8)])
    func `stands upright, however the camera was held`(orientation: UInt16, colours: String, width: Int) throws {
        let made = try MadePicture(from: Samples.exif(orientation))
        #expect(Samples.colours(made.large) == colours)
        #expect(made.width == width)
    }

    @Test func `carries nothing of what stood beside it, not even where it was taken`() throws {
        let secret = Array("121.4737E".utf8)
        let made = try MadePicture(from: Samples.exif(1)), text = try MadePicture(from: Samples.png(with: "tEXt", Array("Comment\0<script>".utf8)))
        for bytes in [made.large, made.small, text.large, text.small] {
            #expect(bytes.firstRange(of: secret) == nil && bytes.firstRange(of: Array("<script>".utf8)) == nil && bytes.firstRange(of: Array("EXIF".utf8)) == nil)
        }
    }

    private static let hostile: [(what: String, refusal: PictureRefusal, bytes: [UInt8])] = {
        let (png, jpeg, webp) = (Samples.quarters(.png), Samples.quarters(.jpeg), Samples.quarters(.webp))
        let zip = Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 40)
        func replacing(_ bytes: [UInt8], _ place: Int, _ new: [UInt8]) -> [UInt8] { Array(bytes[..<place]) + new + Array(bytes[(place + new.count)...]) }
        let frame = jpeg.firstRange(of: [0xFF, 0xC0])?.lowerBound ?? 0, scan = jpeg.firstRange(of: [0xFF, 0xDA])?.lowerBound ?? 0
        let scans = Array(jpeg[..<scan]) + Array(repeating: Array(jpeg[scan..<(jpeg.count - 2)]), count: 40).joined() + [0xFF, 0xD9]
        return [
            ("nothing", .unknownFormat, []), ("text", .unknownFormat, Array("hello".utf8)), ("a page", .unknownFormat, Array("<html><script>alert(1)</script>".utf8)),
            ("a vector graphic with a script", .unknownFormat, Array("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".utf8)),
            ("a GIF", .unknownFormat, Array("GIF89a".utf8) + [1, 0, 1, 0, 0, 0, 0]), ("a ZIP", .unknownFormat, zip),
            ("more than two megabytes", .tooLong, png + [UInt8](repeating: 0, count: PictureBounds.bytes)),
            ("a PNG of 60,000 by 60,000", .tooLarge, Samples.png(saying: 60_000, 60_000)), ("a PNG of four thousand million points a side", .tooLarge, Samples.png(saying: .max, .max)),
            ("a PNG that is long and thin", .tooLarge, Samples.png(saying: 100_000, 1)), ("a PNG of 8,000 by 8,000", .tooLarge, Samples.png(saying: 8_000, 8_000)),
            ("a PNG without points", .damaged, Samples.png(saying: 0, 8)), ("a PNG whose head lies", .damaged, Samples.png(saying: 4_000, 4_000)),
            ("a JPEG of 65,535 by 65,535", .tooLarge, replacing(jpeg, frame + 5, [0xFF, 0xFF, 0xFF, 0xFF])),
            ("a JPEG without a height", .damaged, replacing(jpeg, frame + 5, [0, 0])),
            ("a JPEG of forty scans", .tooLarge, scans),
            ("a WebP of 16,383 by 16,383", .tooLarge, replacing(webp, 26, [0xFF, 0x3F, 0xFF, 0x3F])),
            ("an animated PNG", .animated, Samples.png(with: "acTL", [0, 0, 0, 2, 0, 0, 0, 0])),
            ("an animated WebP", .animated, Array("RIFF".utf8) + [26, 0, 0, 0] + Array("WEBPVP8X".utf8) + [10, 0, 0, 0, 0x02, 0, 0, 0, 15, 0, 0, 7, 0, 0] + Array("ANIM".utf8)),
            ("a PNG with an archive behind it", .trailing, png + zip), ("a JPEG with a page behind it", .trailing, jpeg + Array("<html>".utf8)),
            ("a WebP with one byte behind it", .trailing, webp + [0]), ("a PNG with a PNG behind it", .trailing, png + png),
            ("a JPEG inside of which a PNG begins", .unknownFormat, Array(jpeg[..<2]) + png),
            ("a PNG whose sum is wrong", .damaged, replacing(png, 29, [0])), ("a WebP that says too much", .damaged, replacing(webp, 4, [0xFF, 0xFF])),
            ("a signature alone", .damaged, Array(png[..<8])), ("an arithmetic JPEG", .damaged, replacing(jpeg, frame + 1, [0xC9])),
        ]
    }()

    @Test(arguments: hostile.indices) func `that is hostile is refused`(index: Int) {
        let (what, refusal, bytes) = Self.hostile[index]
        #expect(throws: refusal, "\(what)") { try MadePicture(from: bytes) }
    }

    @Test(arguments: CheckedPicture.Format.allCases) func `that is cut off anywhere is refused`(format: CheckedPicture.Format) {
        let whole = Samples.quarters(format, width: 64, height: 64)
        for end in 0..<whole.count { #expect(throws: PictureRefusal.self, "\(end) of \(whole.count)") { try MadePicture(from: Array(whole[..<end])) } }
    }

    /// What the structure cannot tell, the decoder does: the data ends in the middle, and its end stands there all the same.
    @Test func `whose data is cut off, and that ends as it should, is refused`() {
        let jpeg = Samples.quarters(.jpeg, width: 256, height: 256)
        #expect(throws: PictureRefusal.damaged) { try MadePicture(from: Array(jpeg[..<(jpeg.count - 200)]) + [0xFF, 0xD9]) }
    }

    @Test(arguments: CheckedPicture.Format.allCases) func `of which bytes were changed at random is refused, or is a picture`(format: CheckedPicture.Format) throws {
        let whole = Samples.quarters(format, width: 32, height: 32)
        var random = Seeded(seed: 20_261_130)
        for _ in 0..<500 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) { bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
            guard let made = try? MadePicture(from: bytes) else { continue }
            #expect(max(made.width, made.height) <= MadePicture.largeSide)
            #expect(try CheckedPicture(made.large).bytes == made.large)
        }
    }
}
