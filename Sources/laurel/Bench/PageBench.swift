import API
import ArgumentParser
import Foundation
import Identity
import JSON
import Mailboxes
import PointsEngine
import Runtime
import Store

/// What somebody with a phone, far away, sees first: a page in a headless Chromium whose network and processor are slowed down.
struct PageBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page", abstract: "The first look at a page, on a phone over a slow network.",
        discussion: "Needs Chromium on this machine: 1.6 Mbit/s, 150 ms, a quarter of the processor, nothing kept from before. Each page is opened several times; the median counts.")

    @OptionGroup var options: BenchOptions
    @OptionGroup var folders: BenchFolders
    @Option(help: ArgumentHelp("A page; may be repeated.", valueName: "path")) var path = ["/", "/me"]
    @Option(help: "How often each is opened.") var times = 5

    func validate() throws {
        guard 1...50 ~= times else { throw ValidationError("--times is from 1 to 50") }
        guard path.allSatisfy({ $0.hasPrefix("/") }) else { throw ValidationError("a path begins with /") }
    }

    func run() throws {
        guard let chromium = ChromiumPipe.path else {
            Terminal.line("page\n  (not measured: there is no Chromium here; apt-get install --no-install-recommends chromium)")
            return
        }
        try options.report("page") { report in
            let server = try BenchServer(members: 40, folders)
            defer { withExtendedLifetime(server) {} }
            try server.record(MadeUpActivities(members: 40, time: SystemClock.now()), count: 400)
            let cookie = try server.signedIn(BenchServer.id(0)), browser = try ChromiumPipe(at: chromium)
            report.condition("390 × 844, 1.6 Mbit/s, 150 ms, processor ÷ 4, cold; the median of \(times)")
            for path in path {
                let looks = try (0..<times).map { _ in try FirstLook(of: "http://127.0.0.1:\(server.port)" + path, cookie: cookie, in: browser) }
                // The board is what everybody opens first; of the others only that they do not move was promised.
                let isFirst = path == "/"
                report.add("\(path): largest paint", looks.map(\.paint).quantile(0.5), "ms", bound: isFirst ? 2_500 : nil)
                report.add("\(path): requests before it", looks.map(\.requests).quantile(0.5), "", bound: isFirst ? 25 : nil)
                report.add("\(path): bytes before it", looks.map(\.bytes).quantile(0.5), "bytes", bound: isFirst ? 100_000 : nil)
                report.add("\(path): layout shift", looks.map(\.shift).quantile(0.5), "", bound: 0.02)
            }
        }
    }
}

/// One opening in a browser context of its own, so that nothing is kept from before.
private struct FirstLook {
    let paint: Double, requests: Double, bytes: Double, shift: Double

    init(of address: String, cookie: String, in browser: ChromiumPipe) throws {
        let context = try browser.call("Target.createBrowserContext")["browserContextId"] ?? .null
        defer { _ = try? browser.call("Target.disposeBrowserContext", ["browserContextId": context]) }
        let target = try browser.call("Target.createTarget", ["url": "about:blank", "browserContextId": context])["targetId"] ?? .null
        let session = try browser.call("Target.attachToTarget", ["targetId": target, "flatten": true])["sessionId"]?.string
        let page = { (method: String, parameters: JSONValue) in try browser.call(method, parameters, session: session) }
        _ = try page("Emulation.setDeviceMetricsOverride", ["width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": true])
        _ = try page("Network.enable", [:])
        _ = try page("Page.enable", [:])
        _ = try page("Network.setCookie", ["name": "laurel", "value": .string(cookie), "url": .string(address)])
        _ = try page("Network.emulateNetworkConditions", ["offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750])
        _ = try page("Emulation.setCPUThrottlingRate", ["rate": 4])
        _ = try page("Page.addScriptToEvaluateOnNewDocument", ["source": .string(Self.watch)])
        _ = try page("Page.navigate", ["url": .string(address)])
        let end = Stopwatch.now + Self.longest
        while true {
            let found = try page("Runtime.evaluate", ["expression": .string(Self.look), "returnByValue": true, "awaitPromise": true])["result"]?["value"] ?? .null
            if found["rests"]?.bool == true {
                let number = { (name: String) in found[name]?.number.flatMap { Double($0.description) } ?? .nan }
                (paint, requests, bytes, shift) = (number("paint"), number("requests"), number("bytes"), number("shift"))
                return
            }
            guard Stopwatch.now < end else { throw CLIError("\(address) has not come to rest after \(Int(Self.longest)) s") }
        }
    }

    private static let longest = 60.0

    private static let watch = """
        window.looked = { paint: 0, shift: 0, last: 0 };
        new PerformanceObserver((list) => { for (const one of list.getEntries()) looked.paint = one.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
        new PerformanceObserver((list) => {
          for (const one of list.getEntries()) if (!one.hadRecentInput) { looked.shift += one.value; looked.last = one.startTime; }
        }).observe({ type: 'layout-shift', buffered: true });
        """

    /// A moment later. At rest: loaded, painted, no skeleton, and for a while nothing came or moved.
    private static let look = """
        new Promise((resolve) => { setTimeout(resolve, 100); }).then(() => {
          if (!window.looked || location.protocol === 'about:') return { rests: false };
          const all = performance.getEntriesByType('resource'), [page] = performance.getEntriesByType('navigation'), before = all.filter((one) => one.startTime < looked.paint);
          const last = Math.max(looked.last, looked.paint, ...all.map((one) => one.responseEnd));
          return {
            rests: document.readyState === 'complete' && looked.paint > 0 && !document.querySelector('.skeleton, main [aria-busy=true]') && performance.now() - last > 1000,
            paint: looked.paint, shift: looked.shift, requests: 1 + before.length, bytes: page.transferSize + before.reduce((sum, one) => sum + one.transferSize, 0),
          };
        })
        """
}

extension BenchServer {
    /// The secret of a session of a member, who gets an account for it.
    fileprivate func signedIn(_ member: String) throws -> String {
        let secret = Secret.make(), now = SystemClock.now(), done = BlockingPromise<Result<Void, any Error>>()
        runtime.write(nil, by: .administrator, { database in
            try database.accounts.add(UserAccount(name: member, member: MemberID(member), role: .rep, password: "!", created: now))
            try database.sessions.add(Session(token: secret.digest, account: member, created: now, address: "", agent: "bench"))
        }, reply: { done.fulfil($0) })
        try done.wait().get()
        return secret.text
    }
}
