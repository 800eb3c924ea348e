import CZlib

/// Unpacks a part piece by piece (RFC 1951), and holds it to the size and the checksum that its archive declares.
final class PartReader {
    private var stream = z_stream()
    private var input: [UInt8]
    private var taken = 0
    private let entry: ZipArchive.Entry
    private var given = 0
    private var checksum: UInt = 0
    private var hasEnded = false
    private static let pieceSize = 64 << 10

    /// - Parameter limit: bytes of the part, unpacked.
    init(_ entry: ZipArchive.Entry, _ packed: ArraySlice<UInt8>, limit: Int) throws(WorkbookFailure) {
        guard entry.unpacked <= limit else { throw WorkbookFailure(.tooLarge, "a part of the workbook unpacks to more than \(limit >> 20) MB") }
        self.entry = entry
        input = Array(packed)
        if entry.isDeflated {
            guard raw_inflate_start(&stream) == Z_OK else { throw WorkbookFailure(.damaged, "a part of the workbook cannot be unpacked") }
        }
    }

    deinit { if entry.isDeflated { inflateEnd(&stream) } }

    /// The next bytes; nil at the end.
    func next() throws(WorkbookFailure) -> [UInt8]? {
        guard !hasEnded else { return nil }
        let piece = entry.isDeflated ? try inflated() : stored()
        given += piece.count
        // It says how long it is; what goes on beyond that is a trap or damage.
        guard given <= entry.unpacked else { throw WorkbookFailure(.hostile, "a part of the workbook is longer than the archive says") }
        checksum = piece.withUnsafeBufferPointer { crc32(checksum, $0.baseAddress, UInt32($0.count)) }
        if hasEnded {
            guard given == entry.unpacked, checksum == UInt(entry.checksum) else { throw WorkbookFailure(.damaged, "a part of the workbook is damaged") }
        }
        return piece
    }

    private func stored() -> [UInt8] {
        let piece = Array(input[taken..<min(input.count, taken + Self.pieceSize)])
        taken += piece.count
        hasEnded = taken == input.count
        return piece
    }

    private func inflated() throws(WorkbookFailure) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: Self.pieceSize), result: Int32 = Z_OK
        let before = taken
        input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress.map { $0 + taken }
                stream.avail_in = UInt32(input.count - taken)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                result = inflate(&stream, Z_NO_FLUSH)
                taken = input.count - Int(stream.avail_in)
            }
        }
        output.removeLast(Int(stream.avail_out))
        hasEnded = result == Z_STREAM_END
        guard hasEnded || result == Z_OK, hasEnded || !output.isEmpty || taken > before else {
            throw WorkbookFailure(.damaged, "a part of the workbook cannot be unpacked")
        }
        return output
    }
}
