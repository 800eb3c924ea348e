import CSodium
import Glibc
import SQLite

/// A file that only the owner of a secret key reads: libsodium's `crypto_secretstream` under a key of its own, which is sealed to the
/// public one (`crypto_box_seal`). A byte that was changed, a piece that is missing, doubled or at another place is found, and so is an end
/// that was cut off.
///
/// `laurel-sealed-1` and a line end · 80 bytes: the key, sealed · 24 bytes: the header of the stream · pieces of 64 KiB, each 17 bytes
/// longer than what is in it, the last one marked as the last.
package enum SealedFile {
    private static let mark = Array("laurel-sealed-1\n".utf8)
    private static let piece = 64 << 10
    private static var key: Int { crypto_secretstream_xchacha20poly1305_keybytes() }
    private static var header: Int { crypto_secretstream_xchacha20poly1305_headerbytes() }
    private static var more: Int { crypto_secretstream_xchacha20poly1305_abytes() }

    /// Whether a file begins as a sealed one does.
    package static func isOne(_ path: String) -> Bool {
        guard let file = try? Input(path) else { return false }
        return (try? file.read(mark.count)) == mark
    }

    /// Writes what is in `path`, sealed, to `target`, and waits for the disk.
    package static func seal(_ path: String, to target: String, for reader: BackupKey.Public) throws {
        precondition(sodium_init() >= 0, "libsodium does not start")
        let input = try Input(path), output = try Output(target)
        var key = [UInt8](repeating: 0, count: Self.key), sealedKey = [UInt8](repeating: 0, count: Self.key + crypto_box_sealbytes())
        crypto_secretstream_xchacha20poly1305_keygen(&key)
        defer { sodium_memzero(&key, key.count) }
        guard crypto_box_seal(&sealedKey, key, UInt64(key.count), reader.bytes) == 0 else { throw KeepingFailure("the public key of backups is none") }
        var stream = crypto_secretstream_xchacha20poly1305_state(), header = [UInt8](repeating: 0, count: Self.header)
        crypto_secretstream_xchacha20poly1305_init_push(&stream, &header, key)
        try output.write(mark + sealedKey + header)
        var next = try input.read(piece)
        repeat {
            let plain = next
            next = plain.count == piece ? try input.read(piece) : []
            let tag = next.isEmpty ? crypto_secretstream_xchacha20poly1305_tag_final() : crypto_secretstream_xchacha20poly1305_tag_message()
            var sealed = [UInt8](repeating: 0, count: plain.count + more)
            crypto_secretstream_xchacha20poly1305_push(&stream, &sealed, nil, plain, UInt64(plain.count), nil, 0, tag)
            try output.write(sealed)
        } while !next.isEmpty
        try output.finish()
    }

    /// Writes what is sealed in `path` to `target`; nothing is left there where it cannot be opened whole.
    package static func open(_ path: String, to target: String, with key: BackupKey) throws {
        do { try opened(path, target, key) } catch {
            unlink(target)
            throw error
        }
    }

    private static func opened(_ path: String, _ target: String, _ pair: BackupKey) throws {
        let input = try Input(path), output = try Output(target)
        guard try input.read(mark.count) == mark else { throw KeepingFailure("\(path) is no sealed backup") }
        let sealedKey = try input.read(Self.key + crypto_box_sealbytes()), header = try input.read(Self.header)
        var key = [UInt8](repeating: 0, count: Self.key), stream = crypto_secretstream_xchacha20poly1305_state()
        defer { sodium_memzero(&key, key.count) }
        guard sealedKey.count == Self.key + crypto_box_sealbytes(), header.count == Self.header,
            crypto_box_seal_open(&key, sealedKey, UInt64(sealedKey.count), pair.open.bytes, pair.secret) == 0
        else { throw KeepingFailure("\(path) was sealed for another key, or its beginning was changed") }
        guard crypto_secretstream_xchacha20poly1305_init_pull(&stream, header, key) == 0 else { throw KeepingFailure("\(path) was changed") }
        var isLast = false
        while !isLast {
            let sealed = try input.read(piece + more)
            guard sealed.count >= more else { throw KeepingFailure("\(path) is cut off") }
            var plain = [UInt8](repeating: 0, count: sealed.count - more), count: UInt64 = 0, tag: UInt8 = 0
            guard crypto_secretstream_xchacha20poly1305_pull(&stream, &plain, &count, &tag, sealed, UInt64(sealed.count), nil, 0) == 0 else {
                throw KeepingFailure("\(path) was changed")
            }
            isLast = tag == crypto_secretstream_xchacha20poly1305_tag_final()
            try output.write(plain)
        }
        guard try input.read(1).isEmpty else { throw KeepingFailure("something follows the end of \(path)") }
        try output.finish()
    }

    private final class Input {
        private let file: UnsafeMutablePointer<FILE>

        init(_ path: String) throws {
            guard let file = fopen(path, "rbe") else { throw KeepingFailure("cannot read \(path): \(String(cString: strerror(errno)))") }
            self.file = file
        }

        deinit { fclose(file) }

        /// As many bytes, or fewer at the end.
        func read(_ count: Int) throws -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: count)
            let read = fread(&bytes, 1, count, file)
            if read < count, ferror(file) != 0 { throw KeepingFailure("a file cannot be read to its end") }
            return Array(bytes.prefix(read))
        }
    }

    private final class Output {
        private let descriptor: Int32
        private let path: String

        init(_ path: String) throws {
            self.path = path
            descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw KeepingFailure("cannot write \(path): \(String(cString: strerror(errno)))") }
        }

        deinit { close(descriptor) }

        func write(_ bytes: [UInt8]) throws {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw KeepingFailure("cannot write \(path): \(String(cString: strerror(errno)))") }
                rest = rest.dropFirst(count)
            }
        }

        func finish() throws {
            guard fsync(descriptor) == 0 else { throw KeepingFailure("cannot sync \(path): \(String(cString: strerror(errno)))") }
        }
    }
}
