import Glibc
import JSON
import Periods
import Synchronization

/// Messages for whoever runs the server, on standard error: one JSON object or one readable line for each event.
///
/// Never a body, a secret, a token or a query string: what is logged is named field by field. Nobody who logs ever waits for who reads
/// the log: lines go through a bounded queue, and what finds no room there is counted.
package enum Log {
    package enum Level: String, CaseIterable, Sendable, Comparable {
        case debug, info, warning, error

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
        package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

        /// As syslog numbers them.
        fileprivate var priority: Int { [7, 6, 4, 3][rank] }
    }

    package enum Format: String, CaseIterable, Sendable { case json, text }

    package struct Options: Sendable {
        package var format = Format.text
        package var level = Level.info
        /// Whether every request is told.
        package var access = false
        /// Requests and commits that take as long, in milliseconds, are told with where the time went.
        package var slow = 1_000
        /// Who collects the lines knows when they came.
        package var hasTime = true
        /// Lines carry syslog's number of their level in front (sd-daemon(3)).
        package var hasPriority = false

        package init() {}
    }

    package enum Value: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case text(String)
        case number(Int)
        /// So many microseconds, told as milliseconds with three places.
        case milliseconds(Int)

        package init(stringLiteral text: String) { self = .text(text) }
        package init(integerLiteral number: Int) { self = .number(number) }
    }

    package typealias Fields = [(name: String, value: Value)]

    private struct State {
        var options = Options()
        var writer: LogWriter?
    }

    /// An object: a `Mutex` that is a global itself is all zeros in release builds of Swift 6.3 for who asks from another module first, so that
    /// whoever had not begun logged JSON, and called every request slow.
    private final class Shared: Sendable {
        let state = Mutex(State())
    }

    private static let shared = Shared()

    package static var options: Options { shared.state.withLock { $0.options } }

    /// From here on lines are written by a thread of their own.
    package static func begin(_ options: Options) {
        shared.state.withLock { state in
            state.options = options
            if state.writer == nil { state.writer = LogWriter() }
        }
    }

    /// Waits until what was said so far is written, a second at most.
    package static func flush() { shared.state.withLock { $0.writer }?.flush() }

    /// Lines that found no room.
    package static var dropped: Int { shared.state.withLock { $0.writer }?.dropped ?? 0 }

    package static func error(_ message: String, _ fields: Fields = []) { say(.error, message, fields) }
    package static func warning(_ message: String, _ fields: Fields = []) { say(.warning, message, fields) }
    package static func notice(_ message: String, _ fields: Fields = []) { say(.info, message, fields) }
    package static func debug(_ message: String, _ fields: Fields = []) { say(.debug, message, fields) }

    package static func say(_ level: Level, _ message: String, _ fields: Fields) {
        let (options, writer) = shared.state.withLock { ($0.options, $0.writer) }
        if level >= .warning { LastErrors.note(level, message) }
        guard level >= options.level else { return }
        let lines = LogLine(level: level, message: message, fields: fields).bytes(options, at: writer == nil ? nil : wall())
        if let writer { writer.send(lines) } else { LogWriter.write(lines) }
    }

    static func wall() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(seconds: Int64(time.tv_sec)).adding(microseconds: Int64(time.tv_nsec / 1_000))
    }
}

/// One event.
struct LogLine {
    let level: Log.Level
    let message: String
    let fields: Log.Fields

    /// - Parameter time: nil: it is not told.
    func bytes(_ options: Log.Options, at time: Instant?) -> [UInt8] {
        options.format == .json ? json(time) : text(options, time)
    }

    private func json(_ time: Instant?) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            if let time { writer.member("time", time.rfc3339) }
            writer.member("level", level.rawValue)
            writer.member("message", message)
            for (name, value) in fields {
                switch value {
                case .text(let text): writer.member(name, text)
                case .number(let number): writer.member(name, Int64(number))
                case .milliseconds(let micro): writer.member(name, Decimal(coefficient: Int128(micro), exponent: -3) ?? .zero)
                }
            }
        }
        return writer.bytes + [10]
    }

    /// A message of several lines is several lines, each with the same beginning: a list of what is wrong reads as one.
    private func text(_ options: Log.Options, _ time: Instant?) -> [UInt8] {
        let priority = options.hasPriority ? "<\(level.priority)>" : ""
        let moment = options.hasTime ? time.map { $0.rfc3339 + " " } ?? "" : ""
        let kind = level >= .warning ? level.rawValue + ": " : ""
        let rest = fields.map { " \($0.name)=\(Self.plain($0.value))" }.joined()
        let lines = message.split(separator: "\n", omittingEmptySubsequences: true)
        return lines.enumerated().flatMap { index, line in
            Array((priority + moment + (index == 0 ? kind : "") + Self.printable(line) + (index == lines.count - 1 ? rest : "") + "\n").utf8)
        }
    }

    private static func plain(_ value: Log.Value) -> String {
        switch value {
        case .number(let number): "\(number)"
        case .milliseconds(let micro): "\(Decimal(coefficient: Int128(micro), exponent: -3) ?? .zero)"
        case .text(let text): text.isEmpty || text.contains { " \"=".contains($0) } ? "\"\(printable(text[...]).replacing("\"", with: "'"))\"" : printable(text[...])
        }
    }

    /// What a terminal would obey is shown as a mark.
    private static func printable(_ text: Substring) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || 0x7F...0x9F ~= $0.value ? "\u{FFFD}" : $0 }))
    }
}
