import Crashes
import Testing

@Suite("On a disk that crashes the server")
struct CrashTests {
    /// Seeds that once failed stand first. `trial crashes` tries more.
    static let seeds: [UInt64] = [50, 20] + Array(1...19) + Array(21...24)

    @Test(arguments: seeds)
    func `loses nothing that it acknowledged, doubles nothing, and is in the end what the naive model says`(seed: UInt64) throws {
        let run = try CrashRun.run(seed: seed, steps: 40, crashes: 4)
        for finding in run.findings { Issue.record("seed \(seed): \(finding)") }
        #expect(run.crashes > 0 && run.commands > 0)
    }

    @Test
    func `lives the same life again for the same seed`() throws {
        let one = try CrashRun.run(seed: 3, steps: 30, crashes: 4), two = try CrashRun.run(seed: 3, steps: 30, crashes: 4)
        #expect(one.commands == two.commands && one.answers == two.answers && one.crashes == two.crashes)
    }
}
