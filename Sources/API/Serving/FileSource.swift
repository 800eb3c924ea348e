import Glibc
import Synchronization

/// A file that is read piece by piece, on whichever thread is free.
final class FileSource: Sendable {
    private let descriptor: Int32
    private let offset = Mutex(0)
    private static let piece = 256 << 10

    /// Nil: it cannot be opened.
    init?(_ path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    func next() throws -> (piece: [UInt8], isLast: Bool) {
        try offset.withLock { offset in
            var bytes = [UInt8](repeating: 0, count: Self.piece)
            let count = pread(descriptor, &bytes, bytes.count, off_t(offset))
            guard count >= 0 else { throw Problem(500, .internal) }
            offset += count
            return (Array(bytes.prefix(count)), count < Self.piece)
        }
    }
}
