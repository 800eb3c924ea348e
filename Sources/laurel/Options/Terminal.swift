import Glibc
import Identity
import PointsEngine
import SQLite

/// Standard output and standard error.
enum Terminal {
    static func error(_ message: String) { write(message + "\n", to: 2) }

    /// An error as a sentence for people.
    static func words(_ error: any Error) -> String {
        switch error {
        case let refusal as Refusal: refusal.words
        case let error as SQLiteError where error.isDamage: "The database is damaged: \(error.message). \(mending)"
        case let error as DamagedRecord: "The database is \(error). \(mending)"
        default: "\(error)"
        }
    }

    private static let mending = "Nothing was changed. laurel verify says what is damaged; laurel restore --replace FILE puts a backup in its place."

    /// A line that replaces itself, where somebody watches.
    static func progress(_ text: String) {
        if isatty(2) == 1 { write("\r\u{1B}[K" + text, to: 2) }
    }

    static func endProgress() { progress("") }

    /// One line at once, so that whoever waits for it sees it whole.
    static func line(_ text: String) { write(text + "\n", to: 1) }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }

    /// Everything that stands on standard input, up to `limit` bytes, without the line end behind it.
    static func input(limit: Int = 4_096) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: limit)
        while bytes.count < limit {
            let count = read(0, &buffer, limit - bytes.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        while let last = bytes.last, last == 10 || last == 13 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
