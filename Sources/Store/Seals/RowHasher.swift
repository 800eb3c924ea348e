import CSodium
import SQLite

/// Hashes rows so that no two different sequences of rows give the same bytes: every value carries its kind and its length.
///
/// BLAKE2b with 256 bits (RFC 7693): where a processor has no instructions for SHA-256 it takes a third of the time, and every
/// byte of the truth goes through it on the writer's thread.
final class RowHasher {
    /// As large, and placed, as the library wants it.
    private let state: UnsafeMutableRawPointer
    private var buffer: [UInt8] = []

    /// Bytes gathered before they are hashed: calls into the library cost more than copies.
    private static let gathered = 16_384

    init() {
        precondition(sodium_init() >= 0, "libsodium does not start")
        state = .allocate(byteCount: crypto_generichash_statebytes(), alignment: 64)
        crypto_generichash_init(OpaquePointer(state), nil, 0, Self.size)
        buffer.reserveCapacity(Self.gathered + 4096)
    }

    deinit { state.deallocate() }

    private static let size = 32

    func add(_ value: SQLValue) {
        switch value {
        case .null: buffer.append(0)
        case .integer(let number): add(number)
        case .real(let number): addFixed(2, number.bitPattern)
        case .text(let text): add(text)
        case .blob(let bytes): add(bytes)
        }
        flushIfLong()
    }

    func add(_ number: Int64) { addFixed(1, UInt64(bitPattern: number)) }

    func add(_ text: String) {
        addFixed(3, UInt64(text.utf8.count))
        buffer.append(contentsOf: text.utf8)
        flushIfLong()
    }

    func add(_ bytes: [UInt8]) {
        addFixed(4, UInt64(bytes.count))
        buffer.append(contentsOf: bytes)
        flushIfLong()
    }

    func addNull() { buffer.append(0) }

    /// Text as the bytes of its UTF-8.
    func add(utf8 bytes: [UInt8]) {
        addFixed(3, UInt64(bytes.count))
        buffer.append(contentsOf: bytes)
        flushIfLong()
    }

    /// All columns of the row that a statement stands at, as they were hashed when they were written.
    func add(row: Statement) {
        for column in 0..<Int32(row.columnCount) { add(column, of: row) }
    }

    private func add(_ column: Int32, of row: Statement) {
        let kind = row.kind(column)
        guard kind == .text || kind == .blob else { return add(row.value(column)) }
        row.withBytes(column) { bytes in
            addFixed(kind == .text ? 3 : 4, UInt64(bytes.count))
            buffer.append(contentsOf: bytes)
        }
        flushIfLong()
    }

    func finish() -> Digest {
        flush()
        var bytes = [UInt8](repeating: 0, count: Self.size)
        crypto_generichash_final(OpaquePointer(state), &bytes, bytes.count)
        return Digest(bytes: bytes) ?? .zero
    }

    private func addFixed(_ kind: UInt8, _ value: UInt64) {
        buffer.append(kind)
        withUnsafeBytes(of: value.littleEndian) { buffer.append(contentsOf: $0) }
    }

    private func flushIfLong() {
        if buffer.count >= Self.gathered { flush() }
    }

    private func flush() {
        crypto_generichash_update(OpaquePointer(state), buffer, UInt64(buffer.count))
        buffer.removeAll(keepingCapacity: true)
    }
}
