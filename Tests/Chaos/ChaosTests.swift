import Foundation
import NodeProcesses
import PostgresServer
import Testing

/// Three real nodes over a real PostgreSQL, under everything that befalls machines.
@Suite("Three nodes", .enabled(if: PostgresServer.programs != nil, "PostgreSQL is not installed"), .timeLimit(.minutes(20)))
struct ChaosTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL.path()

    /// `LAUREL_FAULTS=500`: as many as that.
    private static let faults = ProcessInfo.processInfo.environment["LAUREL_FAULTS"].flatMap { Int($0) } ?? ChaosRun.Fault.allCases.count

    @Test func `lose and double nothing that was acknowledged, whatever befalls them`() throws {
        let group = try NodeGroup(nodes: 3, lease: "2s", hasStandby: true, rules: Self.package + "/Rules", pages: Self.package + "/Public")
        let run = try ChaosRun(group, sellers: 8, seed: 1) { $0 < Self.faults }
        for finding in run.findings { Issue.record("\(finding)") }
        #expect(run.acknowledged > 0 && run.term > 1)
        print("three nodes: \(run.faults.count) faults, \(run.acknowledged) acknowledged, \(run.term - 1) takeovers")
    }
}
