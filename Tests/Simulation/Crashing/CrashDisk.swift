import Faults
import Foundation
import Seeds

/// The folder of a database on a disk that remembers every change, and can be what it was before any of them.
final class CrashDisk {
    let folder: String
    let disk: FaultyDisk
    /// What was there when it began to be recorded.
    private let files: [String: [UInt8]]

    var path: String { folder + "/laurel.db" }

    /// - Parameter files: by name.
    init(_ files: [String: [UInt8]] = [:]) throws {
        let folder = NSTemporaryDirectory() + "laurel-crash-" + UUID().uuidString
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, content) in files { try Data(content).write(to: URL(fileURLWithPath: folder + "/" + name)) }
        disk = FaultyDisk()
        self.files = Dictionary(uniqueKeysWithValues: files.map { (folder + "/" + $0.key, $0.value) })
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The disk after a crash before its change number `change`, and the number of the last acknowledgement that came before.
    func crashed(before change: Int, losing loss: PowerCut.Loss, _ random: inout Seeded) throws -> (disk: CrashDisk, lastMark: Int?) {
        let image = PowerCut(of: disk, before: change, over: files)
        // The index of the log is memory shared between processes; it is gone with them, and SQLite makes it anew.
        let left = image.survivors(losing: loss, using: &random).filter { !$0.key.hasSuffix("-shm") }
        return (try CrashDisk(Dictionary(uniqueKeysWithValues: left.map { ($0.key.split(separator: "/").last.map(String.init) ?? $0.key, $0.value) })), image.lastMark)
    }
}
