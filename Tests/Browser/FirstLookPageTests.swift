import JSON
import Testing

extension Pages {
    /// What somebody with a phone, far away, sees first; and that nothing moves under what is being read. Requests and shifts are held to
    /// the design; times are those of the machine, and measured by `laurel bench page`.
    @Suite(.serialized) struct FirstLookPageTests {
        @Test(arguments: [Reader.chinese, .english], [Size.phone, .desktop])
        func `the board stands after few requests, and does not move`(_ reader: Reader, _ size: Size) throws {
            let browser = try Office().browser(of: "li.na", reader, size: size)
            try browser.slowDown()
            let look = try FirstLook(browser, "/", "document.querySelector('board-list .row .opener') && document.querySelector('.sidebar a')")
            #expect(look.requests <= 25, "\(look)")
            #expect(look.bytes < 100_000, "\(look)")
            #expect(look.shift < 0.02, "\(look)")
            // The rows of the document are those that the script draws.
            try browser.expectNoComplaints("/")
        }

        @Test func `rows stand before any script runs`() throws {
            let browser = try Office().browser(of: "li.na")
            try browser.tool("Emulation.setScriptExecutionDisabled", ["value": true])
            try browser.open("/")
            try browser.tool("Emulation.setScriptExecutionDisabled", ["value": false])
            let found = try browser.run("return [document.querySelectorAll('.podium li').length, document.querySelector('.row.me, .podium .me')?.textContent ?? '']")
            #expect(found[0] == 3 && found[1]?.string?.contains("李娜（我）") ?? false, "\(found)")
        }

        @Test func `another person on the same browser sees their own`() throws {
            let office = try Office(), browser = try office.browser(of: "li.na")
            try browser.open("/")
            try browser.wait("the worker has kept what it needs", "navigator.serviceWorker?.controller || navigator.serviceWorker?.ready")
            try browser.setCookie("laurel", String((try office.laurel.browser("wang.wei").reading["Cookie"] ?? "").dropFirst("laurel=".count)))
            try browser.open("/")
            try browser.wait("my row", "document.querySelector('[aria-current=true]')?.textContent.includes('王伟（我）')")
            let kept = try browser.wait(
                "what is kept", "(async () => { for (const name of await caches.keys()) for (const one of await (await caches.open(name)).matchAll('/')) if ((await one.text()).includes('first-answers')) return 'kept'; return 'nothing'; })().then((found) => { window.found = found; }) && window.found")
            #expect(kept == "nothing")
        }

        @Test(arguments: [Size.phone, .desktop])
        func `nothing moves under what is read`(_ size: Size) throws {
            let office = try Office()
            for account in ["li.na", "chen.jie", "admin"] {
                let browser = try office.browser(of: account, size: size)
                for page in AccessibilityTests.pages where page.account == account {
                    let look = try FirstLook(browser, page.path, "document.querySelector('\(page.ready)')")
                    #expect(look.shift < 0.02, "\(page.path) \(size.width): \(look)")
                }
            }
        }
    }

    /// What the browser measured of a page that it opened.
    private struct FirstLook: CustomStringConvertible {
        let requests: Int64, bytes: Int64, milliseconds: Int64, shift: Double
        let moved: JSONValue

        var description: String { "\(requests) requests and \(bytes) bytes before the largest paint at \(milliseconds) ms; moved by \(shift) \(moved)" }

        init(_ browser: Browser, _ path: String, _ ready: String) throws {
            try browser.tool("Page.enable")
            try browser.tool("Page.addScriptToEvaluateOnNewDocument", ["source": .string(Self.watch)])
            try browser.open(path)
            try browser.wait("\(path) is there", ready)
            try browser.wait("it has come to rest", "performance.now() - Math.max(window.looked.last, ...performance.getEntriesByType('resource').map((one) => one.responseEnd)) > 700")
            let found = try browser.run(Self.sum)
            (requests, bytes, milliseconds) = (found["requests"]?.int64 ?? -1, found["bytes"]?.int64 ?? -1, found["milliseconds"]?.int64 ?? -1)
            shift = found["shift"]?.number.flatMap { Double($0.description) } ?? -1
            moved = found["moved"] ?? .null
        }

        private static let watch = """
            window.looked = { largest: 0, shift: 0, last: 0, moved: [] };
            new PerformanceObserver((list) => { for (const one of list.getEntries()) looked.largest = one.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
            new PerformanceObserver((list) => {
              for (const one of list.getEntries()) {
                if (one.hadRecentInput) continue;
                looked.shift += one.value;
                looked.last = one.startTime;
                for (const { node } of one.sources) looked.moved.push((node?.tagName ?? node?.nodeName ?? '') + '.' + (node?.className?.baseVal ?? node?.className ?? ''));
              }
            }).observe({ type: 'layout-shift', buffered: true });
            """

        private static let sum = """
            const resources = performance.getEntriesByType('resource').filter((one) => one.startTime < looked.largest), [page] = performance.getEntriesByType('navigation');
            return {
              requests: 1 + resources.length, bytes: page.transferSize + resources.reduce((sum, one) => sum + one.transferSize, 0),
              milliseconds: Math.round(looked.largest), shift: Math.round(looked.shift * 10000) / 10000, moved: looked.moved.slice(0, 4),
            };
            """
    }
}

extension Browser {
    /// A phone on a slow network: 150 ms, 1.6 Mbit/s, a quarter of the processor.
    fileprivate func slowDown() throws {
        try tool("Network.enable")
        try tool(
            "Network.emulateNetworkConditions", ["offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750])
        try tool("Emulation.setCPUThrottlingRate", ["rate": 4])
    }
}
