import Glibc

/// Streams a CSV file from the disk in constant memory.
package enum CSVFile {
    package enum Failure: Error, Hashable, Sendable {
        /// The system's error number.
        case unreadable(Int32)
    }

    private static let pieceSize = 64 * 1_024

    /// Calls `body` with each record of the file, or what is wrong with it, in order; what `body` throws ends the reading.
    ///
    /// - Throws: `Failure`, or what `body` throws.
    package static func forEachRecord(
        in path: String, _ format: CSVFormat = .standard, _ body: (Result<CSVRecord, CSVError>) throws -> Void
    ) throws {
        var reader = CSVTableReader(format)
        try forEachPiece(of: path) { piece in
            for record in reader.read(piece) { try body(record) }
        }
        for record in reader.finish() { try body(record) }
    }

    private static func forEachPiece(of path: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure.unreadable(errno) }
        defer { close(descriptor) }
        var piece = [UInt8](repeating: 0, count: pieceSize)
        while true {
            let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure.unreadable(errno) }
            guard count > 0 else { return }
            try piece.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[..<count])) }
        }
    }
}
