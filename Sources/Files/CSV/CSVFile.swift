import Glibc

/// Streams a CSV file from the disk in constant memory.
package enum CSVFile {
    package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The system's error number.
        case unreadable(Int32)

        package var description: String {
            switch self {
            case .unreadable(let number): "the file cannot be read: \(SystemError.words(number))"
            }
        }
    }

    private static let pieceSize = 64 * 1_024

    /// Calls `body` with each record of the file, or what is wrong with it, in order, and `onHeader` before them; what they throw ends the reading.
    ///
    /// - Throws: `Failure`, or what `body` throws.
    package static func forEachRecord(
        in path: String, _ format: CSVFormat = .standard, onHeader: (CSVHeader) throws -> Void = { _ in },
        _ body: (Result<CSVRecord, CSVError>) throws -> Void
    ) throws {
        var feed = Feed(format)
        try forEachPiece(of: path) { try feed.take($0, onHeader, body) }
        try feed.finish(onHeader, body)
    }

    /// The same of a file that is in memory.
    package static func forEachRecord(
        of bytes: [UInt8], _ format: CSVFormat, onHeader: (CSVHeader) throws -> Void, _ body: (Result<CSVRecord, CSVError>) throws -> Void
    ) throws {
        var feed = Feed(format)
        try bytes.withUnsafeBufferPointer { try feed.take($0, onHeader, body) }
        try feed.finish(onHeader, body)
    }

    /// Hands on the header, once, and the records.
    private struct Feed {
        private var reader: CSVTableReader
        private var isBegun = false

        init(_ format: CSVFormat) { reader = CSVTableReader(format) }

        mutating func take(
            _ piece: UnsafeBufferPointer<UInt8>, _ onHeader: (CSVHeader) throws -> Void, _ body: (Result<CSVRecord, CSVError>) throws -> Void
        ) throws {
            try give(reader.read(piece), onHeader, body)
        }

        mutating func finish(_ onHeader: (CSVHeader) throws -> Void, _ body: (Result<CSVRecord, CSVError>) throws -> Void) throws {
            try give(reader.finish(), onHeader, body)
        }

        private mutating func give(
            _ records: [Result<CSVRecord, CSVError>], _ onHeader: (CSVHeader) throws -> Void, _ body: (Result<CSVRecord, CSVError>) throws -> Void
        ) throws {
            if !isBegun, let header = reader.header {
                isBegun = true
                try onHeader(header)
            }
            for record in records { try body(record) }
        }
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
