import HeadlessChromium
import JSON
import TestClients
import Testing

/// A headless Chromium of one test. Its session ends with it, also when the test fails.
///
/// ```swift
/// let browser = try office.browser(of: "li.na", .english)
/// try browser.open("/me")
/// try browser.wait("the balance is there", "document.querySelector('.hero-number')")
/// ```
final class Browser {
    /// What was waited for did not come.
    struct TimedOut: Error, CustomStringConvertible {
        let description: String
    }

    let reader: Reader
    /// `http://127.0.0.1:PORT`
    let origin: String
    private let driver: ChromeDriver
    private let session: String
    /// What the page is laid out for; `innerWidth` grows with what overflows.
    private(set) var size: Size
    /// The server lives as long as somebody looks at it.
    private let server: AnyObject

    /// - Parameters:
    ///   - reader: whose browser it is: its language.
    ///   - server: kept alive; it listens at `port`.
    init(_ reader: Reader = .chinese, of server: AnyObject, port: UInt16, size: Size = .desktop, isDark: Bool = false) throws {
        let driver = try ChromeDriver.shared.get()
        self.reader = reader
        self.server = server
        origin = "http://127.0.0.1:\(port)"
        let answer = try driver.command("POST", "/session", Self.capabilities(reader))
        guard let id = answer["sessionId"]?.string else { throw ChromeDriver.Refusal(error: "no session", message: "\(answer)") }
        session = "/session/\(id)"
        self.driver = driver
        self.size = size
        try resize(size)
        let scheme: JSONValue = .string(isDark ? "dark" : "light")
        try tool("Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": scheme]]])
    }

    deinit { _ = try? driver.command("DELETE", session) }

    // MARK: Where it is

    /// Opens a path of the server; returns when the document is loaded.
    func open(_ path: String) throws {
        _ = try command("POST", "/url", ["url": .string(origin + path)])
    }

    func reload() throws { _ = try command("POST", "/refresh", [:]) }

    var path: String { get throws { try run("return location.pathname").string ?? "" } }

    func resize(_ size: Size) throws {
        self.size = size
        try tool(
            "Emulation.setDeviceMetricsOverride",
            ["width": .number(Decimal(size.width)), "height": .number(Decimal(size.height)), "deviceScaleFactor": 1, "mobile": .bool(size.width < 700)])
    }

    /// Whether there is a network at all.
    func setOffline(_ isOffline: Bool) throws {
        try tool("Network.enable", [:])
        try tool(
            "Network.emulateNetworkConditions",
            ["offline": .bool(isOffline), "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1])
    }

    func setCookie(_ name: String, _ value: String) throws {
        _ = try command("POST", "/cookie", ["cookie": ["name": .string(name), "value": .string(value), "path": "/"]])
    }

    // MARK: What is there

    /// Runs the body of a function in the page.
    @discardableResult
    func run(_ script: String, _ arguments: JSONValue...) throws -> JSONValue {
        try command("POST", "/execute/sync", ["script": .string(script), "args": .array(arguments)])
    }

    /// Waits until an expression is true in the page, over navigations; its value.
    @discardableResult
    func wait(_ what: String, _ expression: String, _ arguments: JSONValue..., seconds: Int = 60) throws -> JSONValue {
        let end = Socket.now + seconds * 1000
        while true {
            do {
                let left = max(1, end - Socket.now)
                let found = try command(
                    "POST", "/execute/async", ["script": .string(Self.looking(for: expression, milliseconds: left)), "args": .array(arguments)])
                if !found.isNull { return found }
            } catch let refusal as ChromeDriver.Refusal where refusal.isOfNavigation {}
            if Socket.now >= end { throw TimedOut(description: "\(what): not after \(seconds) s at \((try? path) ?? "?"): \(words)") }
        }
    }

    /// The text of the first element of a selector, as it is seen.
    func text(_ selector: String) throws -> String {
        try run("return document.querySelector(arguments[0])?.innerText ?? ''", .string(selector)).string ?? ""
    }

    /// What the page says, for a failure's message.
    private var words: String {
        let all = (try? text("body")) ?? ""
        return String(all.split(whereSeparator: \.isNewline).joined(separator: " / ").prefix(600))
    }

    /// Errors and warnings of the console since the last call: failed requests and violations of the policy among them.
    private func complaints() throws -> [String] {
        let entries = try command("POST", "/se/log", ["type": "browser"]).array ?? []
        return entries.filter { ["SEVERE", "WARNING"].contains($0["level"]?.string) }.compactMap { $0["message"]?.string }
    }

    /// Nothing went wrong behind what is seen; `refusals`: parts of what may be said all the same, because it was meant.
    func expectNoComplaints(_ path: String = "", but refusals: String..., at location: SourceLocation = #_sourceLocation) throws {
        let complaints = try complaints().filter { complaint in !refusals.contains { complaint.contains($0) } }
        #expect(complaints == [], "\(path)", sourceLocation: location)
    }

    /// Nothing is wider than the size that was set, once the page has come to rest.
    func expectNoSidewaysScroll(_ path: String = "", at location: SourceLocation = #_sourceLocation) throws {
        let width = JSONValue.number(Decimal(size.width))
        let isNarrow = (try? wait("\(path) fits", "document.documentElement.scrollWidth <= arguments[0]", width)) != nil
        guard !isNarrow else { return }
        let widest = try run(Self.wider, width)
        Issue.record("\(path) is wider than \(size.width): \(widest)", sourceLocation: location)
    }

    /// What a script that looks for flaws finds when the page has come to rest: it looks again while there are any.
    func settledFlaws(_ inspection: String, seconds: Int = 60) throws -> [String] {
        let end = Socket.now + seconds * 1000
        while true {
            let flaws = try run(inspection).array?.compactMap(\.string) ?? []
            if flaws.isEmpty || Socket.now >= end { return flaws }
        }
    }

    /// The elements that reach beyond a width, the innermost first, at most five.
    private static let wider = """
        const beyond = (element) => !element.closest('.scroll-x') && element.getBoundingClientRect().right > arguments[0] + 0.5;
        return [...document.querySelectorAll('main *')].filter((one) => beyond(one) && ![...one.children].some(beyond)).slice(0, 5)
          .map((one) => `${one.tagName.toLowerCase()}.${String(one.className.baseVal ?? one.className)} to ${Math.round(one.getBoundingClientRect().right)}`);
        """

    // MARK: What its reader does

    /// Clicks, as with a mouse, in the middle of the screen; what is covered there cannot be clicked.
    func click(_ selector: String) throws {
        try wait("\(selector) is there", "document.querySelector(arguments[0])", .string(selector))
        try run("document.querySelector(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' })", .string(selector))
        _ = try command("POST", "/element/\(try element(selector))/click", [:])
    }

    /// Types into a field instead of what stands there.
    func type(_ text: String, into selector: String) throws {
        try wait("\(selector) is there", "document.querySelector(arguments[0])", .string(selector))
        let field = try element(selector)
        _ = try command("POST", "/element/\(field)/clear", [:])
        _ = try command("POST", "/element/\(field)/value", ["text": .string(text)])
    }

    /// Chooses a file of this machine.
    func choose(_ path: String, in selector: String) throws {
        try wait("\(selector) is there", "document.querySelector(arguments[0])", .string(selector))
        _ = try command("POST", "/element/\(try element(selector))/value", ["text": .string(path)])
    }

    /// Presses and releases a key where the focus is; `Key` names the special ones.
    func press(_ key: String) throws {
        try press([["type": "keyDown", "value": .string(key)], ["type": "keyUp", "value": .string(key)]])
    }

    func press(_ keys: JSONValue) throws {
        _ = try command("POST", "/actions", ["actions": [["type": "key", "id": "keyboard", "actions": keys]]])
    }

    private func element(_ selector: String) throws -> String {
        let found = try command("POST", "/element", ["using": "css selector", "value": .string(selector)])
        guard let id = found["element-6066-11e4-a52e-4f735466cecf"]?.string else { throw TimedOut(description: "no element \(selector)") }
        return id
    }

    // MARK: The driver

    private func command(_ method: String, _ path: String, _ body: JSONValue) throws -> JSONValue {
        try driver.command(method, session + path, body)
    }

    /// A command of Chromium's own tools; what it answers.
    @discardableResult
    func tool(_ name: String, _ parameters: JSONValue = [:]) throws -> JSONValue {
        try command("POST", "/goog/cdp/execute", ["cmd": .string(name), "params": parameters])
    }

    /// Looks again and again inside the page; a value where it is true, null where time is over.
    private static func looking(for expression: String, milliseconds: Int) -> String {
        """
        const done = arguments[arguments.length - 1], end = performance.now() + \(min(milliseconds, 20_000));
        const look = () => {
          let found = null;
          try { found = (\(expression)); } catch { found = null; }
          if (found) done(found instanceof Node ? true : found);
          else if (performance.now() > end) done(null);
          else setTimeout(look, 30);
        };
        look();
        """
    }

    private static func capabilities(_ reader: Reader) -> JSONValue {
        let switches = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=\(reader.browserLanguage)"]
        let options: JSONValue = [
            "binary": .string(Chromium.path ?? ""), "args": .array(switches.map(JSONValue.string)),
            "prefs": ["intl.accept_languages": .string(reader.browserLanguage)],
        ]
        return [
            "capabilities": [
                "alwaysMatch": [
                    "browserName": "chrome", "goog:loggingPrefs": ["browser": "ALL"], "goog:chromeOptions": options,
                    "timeouts": ["script": 30_000, "pageLoad": 60_000],
                ]
            ]
        ]
    }
}

/// Keys that have no letter (WebDriver, 17.4.2).
enum Key {
    static let tab = "\u{E004}"
    static let enter = "\u{E007}"
    static let escape = "\u{E00C}"
    static let control = "\u{E009}"
    static let down = "\u{E015}"
    static let right = "\u{E014}"
    static let space = " "
}

/// The three sizes of the design: CSS pixels.
struct Size: Hashable, Sendable {
    let width: Int
    let height: Int

    static let phone = Size(width: 390, height: 844)
    static let desktop = Size(width: 1440, height: 900)
    static let screen = Size(width: 1920, height: 1080)
}

extension ChromeDriver.Refusal {
    /// The page went away while a script looked at it.
    fileprivate var isOfNavigation: Bool {
        ["javascript error", "script timeout", "no such execution context", "unknown error", "stale element reference"].contains(error)
    }
}
