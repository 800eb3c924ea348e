import Foundation
import SQLite
import Testing

@Suite struct FileLockTests {
    let bench: Workbench

    init() throws { bench = try Workbench() }

    @Test func theSecondToComeIsToldWhoHoldsTheDatabase() throws {
        let lock = try FileLock(beside: bench.path("points.db"))
        let held = #expect(throws: FileLock.Held.self) { try FileLock(beside: bench.path("points.db")) }
        #expect(held == FileLock.Held(path: lock.path, process: getpid()))
        #expect(held?.description == "process \(getpid()) has this database open (it holds \(lock.path))")
    }

    @Test func aLockLetGoCanBeTakenAgain() throws {
        do { _ = try FileLock(beside: bench.path("points.db")) }
        _ = try FileLock(beside: bench.path("points.db"))
    }

    @Test func databasesHaveLocksOfTheirOwn() throws {
        let one = try FileLock(beside: bench.path("one.db"))
        let two = try FileLock(beside: bench.path("two.db"))
        #expect(one.path != two.path)
    }
}
