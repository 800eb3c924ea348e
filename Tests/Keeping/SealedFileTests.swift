import Foundation
import Testing

@testable import Keeping

@Suite struct SealedFileTests {
    private let folder: URL
    private let key = BackupKey()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "laurel-sealed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }
    private func write(_ bytes: [UInt8], _ name: String) throws -> String {
        try Data(bytes).write(to: folder.appending(path: name))
        return path(name)
    }
    private func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }
    private func remove() { try? FileManager.default.removeItem(at: folder) }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 300_001])
    func `what is sealed is opened by the key alone`(count: Int) throws {
        defer { remove() }
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        try SealedFile.seal(write(bytes, "plain"), to: path("sealed"), for: key.open)
        #expect(SealedFile.isOne(path("sealed")) && !SealedFile.isOne(path("plain")))
        try SealedFile.open(path("sealed"), to: path("opened"), with: try #require(BackupKey(key.text)))
        #expect(try read("opened") == bytes)
        #expect(throws: KeepingFailure.self) { try SealedFile.open(path("sealed"), to: path("stolen"), with: BackupKey()) }
        #expect(!FileManager.default.fileExists(atPath: path("stolen")))
    }

    /// Every bit of the beginning, and of bytes all over it; and every way to cut it.
    @Test func `what was changed or cut is not opened`() throws {
        defer { remove() }
        try SealedFile.seal(write([UInt8](repeating: 7, count: 150_000), "plain"), to: path("sealed"), for: key.open)
        let sealed = try read("sealed")
        for index in Array(0..<140) + stride(from: 140, to: sealed.count, by: 4_099) + [sealed.count - 1] {
            var changed = sealed
            changed[index] ^= 1
            let file = try write(changed, "changed")
            #expect(throws: KeepingFailure.self, "byte \(index)") { try SealedFile.open(file, to: path("opened"), with: key) }
        }
        let piece = 65_536 + 17, start = 16 + 80 + 24
        for end in [0, 10, 16, start, start + piece, start + 2 * piece, sealed.count - 1] {
            let file = try write(Array(sealed[..<end]), "cut")
            #expect(throws: KeepingFailure.self, "cut at \(end)") { try SealedFile.open(file, to: path("opened"), with: key) }
        }
        let longer = try write(sealed + [0], "longer")
        #expect(throws: KeepingFailure.self) { try SealedFile.open(longer, to: path("opened"), with: key) }
        let swapped = try write(Array(sealed[..<start] + sealed[(start + piece)..<(start + 2 * piece)] + sealed[start..<(start + piece)] + sealed[(start + 2 * piece)...]), "swapped")
        #expect(throws: KeepingFailure.self) { try SealedFile.open(swapped, to: path("opened"), with: key) }
    }

    @Test(arguments: ["", "laurel-secret-", "laurel-secret-xyz", "laurel-public-" + String(repeating: "0", count: 64)])
    func `what is no secret key is none`(text: String) { #expect(BackupKey(text) == nil) }
}
