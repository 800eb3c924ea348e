import CFaults
import Foundation

/// What a disk may hold after the power was cut: what was synced is there; of the rest each write is whole, torn at a
/// sector, or gone, by the generator. Or after the process alone has died: then every write is there.
package struct PowerCut {
    package enum Loss: Sendable, CaseIterable {
        /// The power: what was not synced may be lost.
        case power
        /// The process: the system still writes what it was given.
        case process
    }

    /// The last mark before the cut: what had been acknowledged; nil where there was none.
    package private(set) var lastMark: Int?
    private var files: [String: File] = [:]

    private struct File {
        var synced: [UInt8] = []
        var pending: [faults_event] = []
        /// Whether the name itself survives for sure.
        var exists = false
    }

    private static let sector = 512

    /// Cuts the power of `disk` before its change number `change`.
    ///
    /// - Parameter files: what the disk held when it began to be recorded, by path.
    package init(of disk: FaultyDisk, before change: Int, over files: [String: [UInt8]] = [:]) {
        self.files = files.mapValues { File(synced: $0, exists: true) }
        for index in 0..<change { follow(faults_get(disk.recorder, Int64(index)), of: disk) }
    }

    /// Writes the files into `folder` under their own names.
    package func write(to folder: String, losing loss: Loss = .power, using generator: inout some RandomNumberGenerator) throws {
        for (path, content) in survivors(losing: loss, using: &generator) {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            try Data(content).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
    }

    /// What is left of each file, by path.
    package func survivors(losing loss: Loss, using generator: inout some RandomNumberGenerator) -> [String: [UInt8]] {
        var left: [String: [UInt8]] = [:]
        for (path, file) in files.sorted(by: { $0.key < $1.key }) {
            guard file.exists || loss == .process || Bool.random(using: &generator) else { continue }
            left[path] = loss == .process ? file.pending.reduce(into: file.synced) { Self.apply($1, to: &$0) } : Self.survivors(of: file, using: &generator)
        }
        return left
    }

    private mutating func follow(_ event: faults_event, of disk: FaultyDisk) {
        if event.kind == Int32(FAULTS_MARK.rawValue) {
            lastMark = Int(event.offset)
            return
        }
        let path = String(cString: faults_name(disk.recorder, event.file))
        switch UInt32(event.kind) {
        case FAULTS_SYNC.rawValue:
            var file = files[path, default: File()]
            for change in file.pending { Self.apply(change, to: &file.synced) }
            file.pending = []
            file.exists = true
            files[path] = file
        case FAULTS_DELETE.rawValue:
            files[path] = nil
        default:
            files[path, default: File()].pending.append(event)
        }
    }

    private static func survivors(of file: File, using generator: inout some RandomNumberGenerator) -> [UInt8] {
        var content = file.synced
        for change in file.pending {
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: continue
            case 1: apply(change, to: &content)
            default:
                var torn = change
                torn.count = Int64.random(in: 0...max(0, change.count), using: &generator) / Int64(sector) * Int64(sector)
                apply(torn, to: &content)
            }
        }
        return content
    }

    private static func apply(_ event: faults_event, to content: inout [UInt8]) {
        let offset = Int(event.offset)
        if event.kind == Int32(FAULTS_TRUNCATE.rawValue) {
            if offset < content.count { content.removeLast(content.count - offset) }
            return
        }
        guard event.count > 0, let bytes = event.bytes else { return }
        let end = offset + Int(event.count)
        if content.count < end { content.append(contentsOf: repeatElement(0, count: end - content.count)) }
        content.replaceSubrange(offset..<end, with: UnsafeBufferPointer(start: bytes, count: Int(event.count)))
    }
}
