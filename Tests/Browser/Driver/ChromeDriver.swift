import Foundation
import HeadlessChromium
import JSON
import TestClients

/// The one chromedriver of this process; it ends with it. Speaks the WebDriver protocol (W3C) over a socket, because
/// chromedriver writes headers without a space after the colon, which URLSession refuses.
final class ChromeDriver: Sendable {
    /// What the driver answered instead of a value.
    struct Refusal: Error, CustomStringConvertible {
        let error: String
        let message: String
        var description: String { "\(error): \(message)" }
    }

    static let shared = Result { try ChromeDriver() }

    private let port: UInt16
    /// Kept open: a driver that nobody listens to dies of its own log.
    private let output: Pipe
    /// Closes with this process, however it ends; a shell then ends the driver, which has inherited blocked signals.
    private let lifeline: Pipe

    /// Starts it on a port that the kernel chooses; returns when it accepts connections.
    private init() throws {
        guard let path = Chromium.driverPath else { throw Refusal(error: "no chromedriver", message: Chromium.missing) }
        let process = Process(), output = Pipe(), lifeline = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // A session of its own, so that the browsers which the driver has started end with it.
        process.arguments = ["-c", #"setsid "$0" --port=0 & driver=$!; cat > /dev/null; kill -9 -$driver; wait $driver"#, path]
        process.standardInput = lifeline
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.output = output
        self.lifeline = lifeline
        port = try Self.port(saidBy: output.fileHandleForReading)
    }

    /// "ChromeDriver was started successfully on port 41523."
    private static func port(saidBy output: FileHandle) throws -> UInt16 {
        var said = ""
        while true {
            let some = output.availableData
            said += String(decoding: some, as: UTF8.self)
            if let found = said.firstMatch(of: #/successfully on port (\d+)/#), let port = UInt16(found.output.1) { return port }
            if some.isEmpty { throw Refusal(error: "no chromedriver", message: said) }
        }
    }

    /// One command; the `value` of its answer. A page may take long to load on a machine that is busy: 60 s.
    func command(_ method: String, _ path: String, _ body: JSONValue? = nil) throws -> JSONValue {
        let client = HTTPClient(try Socket(port: port, milliseconds: 60_000))
        let type = body == nil ? [:] : ["Content-Type": "application/json"]
        let answer = try client.request(method, path, headers: type, body: body?.bytes)
        let value = try JSONValue.parse(answer.body)["value"] ?? .null
        guard answer.status == 200 else {
            throw Refusal(error: value["error"]?.string ?? "status \(answer.status)", message: value["message"]?.string ?? "")
        }
        return value
    }
}
