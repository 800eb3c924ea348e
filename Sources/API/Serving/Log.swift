import Glibc

/// Messages for the operator, on standard error; never secrets, never bodies.
package enum Log {
    package static func error(_ message: String) { write("error: \(message)") }
    package static func notice(_ message: String) { write(message) }

    private static func write(_ message: String) {
        // One write a line: lines of several threads do not mix.
        let line = Array((message + "\n").utf8)
        line.withUnsafeBytes { _ = Glibc.write(2, $0.baseAddress, $0.count) }
    }
}
