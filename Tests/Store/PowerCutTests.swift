import Examples
import Faults
import Seeds
import Store
import Testing

@Suite struct PowerCutTests {
    @Test func `what was committed survives a power cut at any point`() throws {
        let disk = FaultyDisk()
        let folder = try Folder()
        let last: Head
        do {
            let office = try Office(folder, vfs: disk.vfs)
            office.committed = { disk.mark($0) }
            try office.work()
            try office.database.connection.checkpoint()
            last = office.database.head
        }
        var generator = Seeded()
        for cut in stride(from: Int.random(in: 0..<7, using: &generator), through: disk.changeCount, by: 7) {
            let image = PowerCut(of: disk, before: cut)
            guard let acknowledged = image.lastMark else { continue }
            let after = try Folder()
            try image.write(to: after.path, using: &generator)
            let database = try after.database()
            #expect((acknowledged...acknowledged + 1).contains(Int(database.head.number)), "cut \(cut), \(generator)")
            #expect(Verification.verify(database, scratch: after.file("scratch.db")).findings == [], "cut \(cut), \(generator)")
            #expect(database.head.number < last.number || database.head == last, "cut \(cut), \(generator)")
        }
    }
}
