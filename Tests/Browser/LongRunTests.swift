import Foundation
import Testing

extension Pages {
    /// Pages that stay open for hours under many changes. In every run a few seconds of it; `LAUREL_PAGE_SECONDS=3600` is the hour, and
    /// then it also says what was seen on the way.
    @Suite(.serialized) struct LongRunTests {
        private static let seconds = ProcessInfo.processInfo.environment["LAUREL_PAGE_SECONDS"].flatMap { Double($0) }

        @Test(arguments: [("/", "li.na", Size.desktop), ("/wall?boards=points-month", "chen.jie", Size.screen)])
        func `a board under fifty changes a second holds no more than before`(path: String, account: String, size: Size) throws {
            var run = try LongRun(path, of: account, size: size)
            try run.run(perSecond: 50, seconds: Self.seconds ?? 6, samples: Self.seconds == nil ? 6 : 20)
            if Self.seconds != nil { run.samples.forEach { print(path, $0) } }
            // The first samples are of a page that still warms up.
            let half = run.samples.dropFirst(run.samples.count / 3), early = half.prefix(half.count / 2), late = half.suffix(half.count / 2)
            func lowest(_ part: some Sequence<LongRun.Sample>, _ value: (LongRun.Sample) -> Double) -> Double { part.map(value).min() ?? 0 }
            #expect(lowest(late, \.heap) < lowest(early, \.heap) * 1.1 + 1_048_576, "\(run.samples)")
            #expect(lowest(late, \.nodes) < lowest(early, \.nodes) * 1.1 + 200, "\(run.samples)")
            #expect(lowest(late, \.listeners) < lowest(early, \.listeners) * 1.1 + 20, "\(run.samples)")
            #expect(run.samples.allSatisfy { $0.frames > 0 && $0.heap > 0 && $0.nodes > 0 })
            try run.browser.expectNoComplaints(path)
        }

        @Test func `who was cut off together does not come back together`() throws {
            let browser = try Office().browser(of: "li.na")
            try browser.open("/")
            try browser.run("import('/js/live/live.js').then(({ backOff }) => { window.backOff = backOff; })")
            try browser.wait("the function", "window.backOff")
            func pause(_ attempt: Int, _ random: Double) throws -> Double {
                Double(try browser.run("return Math.round(backOff(\(attempt), \(random)))").int64 ?? -1)
            }
            // Twice as long each time, up to half a minute, and over a week as well.
            #expect(try [0, 1, 2, 3, 4].map { try pause($0, 1) } == [1_000, 2_000, 4_000, 8_000, 16_000])
            #expect(try [5, 6, 100, 20_000].map { try pause($0, 1) } == [30_000, 30_000, 30_000, 30_000])
            #expect(try pause(0, 0) == 200 && pause(9, 0) == 6_000)
            // Spread evenly: of a thousand, no tenth of the time gets more than two tenths.
            let most = try browser.run(
                """
                const tenths = new Array(10).fill(0);
                for (let index = 0; index < 1000; index++) tenths[Math.min(9, Math.floor((backOff(5) - 6000) / 2400))]++;
                return Math.max(...tenths);
                """)
            #expect((most.int64 ?? 1_000) < 200)
        }
    }
}
