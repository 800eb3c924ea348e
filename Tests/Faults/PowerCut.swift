import CFaults
import Foundation

/// What a disk may hold after the power was cut: what was synced is there; of the rest each write is whole, torn at a
/// sector, or gone, by the generator.
package struct PowerCut {
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
    package init(of disk: FaultyDisk, before change: Int) {
        for index in 0..<change { follow(faults_get(disk.recorder, Int64(index)), of: disk) }
    }

    /// Writes the files into `folder` under their own names.
    package func write(to folder: String, using generator: inout some RandomNumberGenerator) throws {
        for (path, file) in files.sorted(by: { $0.key < $1.key }) {
            guard file.exists || Bool.random(using: &generator) else { continue }
            let content = Self.survivors(of: file, using: &generator)
            let name = path.split(separator: "/").last.map(String.init) ?? path
            try Data(content).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
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
