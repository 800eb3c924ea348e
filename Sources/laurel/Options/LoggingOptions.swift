import ArgumentParser
import Glibc
import Journal

/// What a server says on standard error.
struct LoggingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("text, or json: one object a line. LAUREL_LOG", valueName: "format"))
    var log: String?

    @Option(help: ArgumentHelp("The least that is said: debug, info, warning or error; info where nothing is said. LAUREL_LOG_LEVEL", valueName: "level"))
    var logLevel: String?

    @Option(help: ArgumentHelp("Whether every request is told, on or off; on where nothing is said. LAUREL_ACCESS_LOG", valueName: "on|off"))
    var accessLog: String?

    @Option(
        help: ArgumentHelp(
            "Requests and commits that take as many milliseconds are told with where the time went; 1000 where nothing is said. LAUREL_SLOW", valueName: "milliseconds"))
    var slow: Int?

    /// - Throws: usage errors.
    func options() throws -> Log.Options {
        var options = Log.Options()
        options.format = try Setting.value(log, "LAUREL_LOG", expected: "json or text") { Log.Format(rawValue: $0) } ?? .text
        options.level = try Setting.value(logLevel, "LAUREL_LOG_LEVEL", expected: "debug, info, warning or error") { Log.Level(rawValue: $0) } ?? .info
        options.access = try Setting.value(accessLog, "LAUREL_ACCESS_LOG", expected: "on or off") { ["on": true, "off": false][$0] } ?? true
        options.slow = try Setting.value(slow, "LAUREL_SLOW", expected: "a number from 1") { Int($0) } ?? 1_000
        guard options.slow >= 1 else { throw ValidationError("--slow is a number from 1") }
        // The journal of systemd knows the time, and reads levels from the beginnings of lines.
        let isJournal = getenv("JOURNAL_STREAM") != nil
        options.hasTime = !isJournal
        options.hasPriority = isJournal && options.format == .text
        return options
    }
}

extension Setting {
    /// What a text from the command line, else from the environment, stands for.
    static func value<Value>(_ given: String?, _ variable: String, expected: String, _ parse: (String) -> Value?) throws -> Value? {
        guard let given else { return try value(nil as Value?, variable, expected: expected, parse) }
        guard let value = parse(given) else { throw ValidationError("\"\(given)\" is not what is expected: \(expected)") }
        return value
    }
}
