import CommitLog
import Examples
import Foundation
import Periods
import Store
import Testing

@Suite("What deciding depends on outside the log")
struct NodePrintTests {
    /// The zone as it stands in one folder of time zones, or in another.
    private func zone(_ name: String, in folder: Folder) throws -> Zone {
        let path = folder.path
        let database = ZoneDatabase { name in FileManager.default.contents(atPath: "\(path)/\(name)").map { [UInt8]($0) } }
        return try #require(database.zone(named: name))
    }

    /// The rules of a zone as POSIX writes them, in a file as `zic` makes them.
    private func folder(_ name: String, rules: String) throws -> Folder {
        let folder = try Folder()
        let header: [UInt8] = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        // No times, one kind of time at UTC with one letter.
        let counts: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4]
        let block = header + counts + [0, 0, 0, 0, 0, 0] + Array("UTC\0".utf8)
        let bytes = block + block + Array("\n\(rules)\n".utf8)
        try Data(bytes).write(to: URL(filePath: folder.file(name)))
        return folder
    }

    private let isBefore: (String, String) -> Bool = { $0 < $1 }

    @Test func `is the same wherever zone and collation are`() throws {
        let here = try folder("Test", rules: "CET-1CEST,M3.5.0,M10.5.0/3"), there = try folder("Test", rules: "CET-1CEST,M3.5.0,M10.5.0/3")
        let one = NodePrint(zone: try zone("Test", in: here), isNameBefore: isBefore), other = NodePrint(zone: try zone("Test", in: there), isNameBefore: isBefore)
        #expect(one == other && one.differences(from: other).isEmpty)
        #expect(NodePrint(bytes: one.bytes, format: one.format) == one && NodePrint(bytes: [1, 2], format: 1) == nil)
    }

    @Test(arguments: ["CET-1CEST,M3.5.0,M10.5.0/4", "CET-1CEST,M3.4.0,M10.5.0/3", "CET-1", "CET-1CEST-2:00:01,M3.5.0,M10.5.0/3"])
    func `differs where the time zones of two machines do, and says so`(_ rules: String) throws {
        let one = NodePrint(zone: try zone("Test", in: try folder("Test", rules: "CET-1CEST,M3.5.0,M10.5.0/3")), isNameBefore: isBefore)
        let other = NodePrint(zone: try zone("Test", in: try folder("Test", rules: rules)), isNameBefore: isBefore)
        let parts = other.differences(from: one)
        #expect(parts.count == 1 && parts[0].contains("time zone"))
        #expect(one.names == other.names)
    }

    @Test func `differs where names are ordered otherwise, and says so`() throws {
        let zone = try #require(Zone(offset: "+08:00"))
        let one = NodePrint(zone: zone, isNameBefore: isBefore)
        // Two names change places.
        func swapped(_ name: String) -> String { name == "李" ? "王" : name == "王" ? "李" : name }
        let other = NodePrint(zone: zone, isNameBefore: { swapped($0) < swapped($1) })
        #expect(other.differences(from: one).map { $0.hasPrefix("names") } == [true])
    }

    @Test func `another form of commits is no difference: the lowest is written`() throws {
        let zone = try #require(Zone(offset: "+08:00"))
        let one = NodePrint(zone: zone, isNameBefore: isBefore), later = NodePrint(zone: one.zone, names: one.names, format: one.format + 1)
        #expect(later != one && later.differences(from: one).isEmpty)
    }
}
