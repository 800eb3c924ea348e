import Identity
import JSON
import Mailboxes
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Synchronization
import TestServer
import TestClients

/// A page that stays open while everybody sells: what it costs the browser, sampled as time goes by.
struct LongRun {
    /// What the page holds after its garbage is gone, and what it did since the sample before.
    struct Sample: CustomStringConvertible {
        let seconds: Double
        let heap: Double
        let nodes: Double
        let listeners: Double
        /// Frames, the longest time between two of them, and the longest task, in milliseconds.
        let frames: Double, longestFrame: Double, longestTask: Double

        var description: String {
            "\(Int(seconds)) s: heap \(Int(heap / 1024)) KiB, \(Int(nodes)) nodes, \(Int(listeners)) listeners, \(Int(frames)) frames, "
                + "the longest \(Int(longestFrame)) ms, longest task \(Int(longestTask)) ms"
        }
    }

    let office: Office
    let browser: Browser
    private(set) var samples: [Sample] = []

    static let people = (1...30).map { "p\($0)" }

    /// - Parameter path: of the page, which shows a board.
    init(_ path: String, of account: String, size: Size) throws {
        office = try Office()
        try office.laurel.carryOut(
            Self.people.enumerated().map { index, id in
                PutMember(id: MemberID(id), name: "成员 \(index + 1)", team: ["east-1", "east-2", "west"][index % 3], joined: ServerHarness.start.adding(seconds: -86_400))
            })
        browser = try office.browser(of: account, size: size)
        try browser.open(path)
        try browser.wait("the board", "document.querySelector('board-podium [data-place]')")
        try browser.tool("Performance.enable")
        try browser.run(Self.watch)
    }

    /// Sells at a pace for so long, and looks at the page `count` times on the way.
    mutating func run(perSecond rate: Double, seconds: Double, samples count: Int) throws {
        let seller = Seller(office.laurel.runtime, rate)
        defer { seller.stop() }
        let start = Socket.now, each = seconds / Double(count)
        for index in 1...count {
            // Time passes in the page itself.
            let end = Double(start) + each * Double(index) * 1_000
            while Double(Socket.now) < end { try browser.run("return new Promise((done) => setTimeout(done, arguments[0]))", .number(Decimal(min(5_000, max(1, Int(end) - Socket.now))))) }
            samples.append(try sample(Double(Socket.now - start) / 1_000))
        }
    }

    private func sample(_ seconds: Double) throws -> Sample {
        let watched = try browser.run("const seen = window.watched; window.watched = { frames: 0, longest: 0, task: 0 }; return seen")
        try browser.tool("HeapProfiler.collectGarbage")
        let metrics = try browser.tool("Performance.getMetrics")["metrics"]?.array ?? []
        let named = Dictionary(metrics.map { ($0["name"]?.string ?? "", Self.number($0["value"])) }) { $1 }
        return Sample(
            seconds: seconds, heap: named["JSHeapUsedSize"] ?? 0, nodes: named["Nodes"] ?? 0, listeners: named["JSEventListeners"] ?? 0,
            frames: Self.number(watched["frames"]), longestFrame: Self.number(watched["longest"]), longestTask: Self.number(watched["task"]))
    }

    private static func number(_ value: JSONValue?) -> Double { value?.number.flatMap { Double($0.description) } ?? 0 }

    private static let watch = """
        window.watched = { frames: 0, longest: 0, task: 0 };
        let last = performance.now();
        const frame = (now) => { watched.frames++; watched.longest = Math.max(watched.longest, now - last); last = now; requestAnimationFrame(frame); };
        requestAnimationFrame(frame);
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) watched.task = Math.max(watched.task, entry.duration); }).observe({ type: 'longtask' });
        """
}

/// Someone sells, at a pace, on a thread of its own.
private final class Seller: Sendable {
    private let isOver = Atomic(false)
    private let thread = Mutex<PlainThread?>(nil)

    init(_ runtime: Runtime, _ rate: Double) {
        thread.withLock { thread in
            thread = PlainThread("seller") { [self] in
                let start = Socket.now, pause = Signal()
                var sales = 0
                while !isOver.load(ordering: .relaxed) {
                    sell(sales, runtime)
                    sales += 1
                    let wait = start + Int(Double(sales) * 1_000 / rate) - Socket.now
                    if wait > 0 { pause.wait(atMost: .milliseconds(wait)) }
                }
            }
        }
    }

    func stop() {
        isOver.store(true, ordering: .relaxed)
        thread.withLock { $0 }?.join()
    }

    private func sell(_ number: Int, _ runtime: Runtime) {
        let member = LongRun.people[number * 7 % 30], amount = 100 + number * 37 % 300
        let sale = try? Activity(
            source: "/crm", id: "long-\(number)", type: "sale.won", time: ServerHarness.start, subject: member, data: ["amount": .number(Decimal(amount))])
        if let sale { _ = runtime.carryOut([RecordActivity(sale)], by: .token("crm")) }
    }
}
