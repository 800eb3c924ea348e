import Identity
import Periods
import PointsEngine

/// What the audit trail and the log tell of doors that stayed shut and of data that went out (ASVS 16.3), so that nobody can fill a
/// disk with it: the first of a kind is told at once, the same again is counted and told when its minute is over, and each kind may
/// write so many lines and no more. What finds no line of its own is told as a number.
///
/// Pure: the clock is an argument. Memory and lines are bounded, whatever happens.
struct Incidents {
    enum Kind: String, CaseIterable, Sendable {
        case signInFailed = "sign-in-failed"
        case signInSlowed = "sign-in-slowed"
        case refused = "access-refused"
        case exported

        /// Lines at once. Each minute brings one more, to an export ten: it is made by whom we know.
        fileprivate var lines: Int { self == .exported ? 200 : 30 }
        fileprivate var linesInMinute: Int { self == .exported ? 10 : 1 }
    }

    /// What is one and the same incident.
    struct Event: Hashable, Sendable {
        let kind: Kind
        /// As `Actor.text`.
        let actor: String
        let address: String
        /// An account that is there, a call, a file; never what somebody typed where a password may have slipped in.
        let subject: String?
    }

    /// A line to write: an event, and how often it happened; nil: others of its kind, that found no line.
    struct Line: Hashable, Sendable {
        let kind: Kind
        let event: Event?
        let count: Int
    }

    private struct Book {
        var lines: Int
        var refilled: Instant
        /// Those of which a line was written, with how often they happened since; and those that wait for one.
        var since: [Event: Int] = [:]
        var others = 0
    }

    private var books: [Kind: Book]
    private var minuteEnds: Instant?
    static let minute: Int64 = 60
    private static let mostEvents = 500

    init(at now: Instant) {
        books = Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0, Book(lines: $0.lines, refilled: now)) })
    }

    /// When `flush` is due; nil: nothing is being counted.
    var due: Instant? { minuteEnds }

    /// - Returns: the line to write at once, where there is one.
    mutating func note(_ event: Event, at now: Instant) -> Line? {
        guard var book = books[event.kind] else { return nil }
        defer { books[event.kind] = book }
        if minuteEnds == nil { minuteEnds = now.adding(seconds: Self.minute) }
        if let count = book.since[event] {
            book.since[event] = count + 1
            return nil
        }
        guard book.since.count < Self.mostEvents else {
            book.others += 1
            return nil
        }
        guard Self.takeLine(&book, event.kind, now) else {
            book.since[event] = 1
            return nil
        }
        book.since[event] = 0
        return Line(kind: event.kind, event: event, count: 1)
    }

    /// The lines of a minute that is over: those that happened most often first.
    mutating func flush(at now: Instant) -> [Line] {
        minuteEnds = nil
        return Kind.allCases.flatMap { kind -> [Line] in
            guard var book = books[kind] else { return [] }
            defer { books[kind] = book }
            var lines: [Line] = []
            let open = book.since.filter { $0.value > 0 }.sorted { ($1.value, $0.key.address, $0.key.subject ?? "") < ($0.value, $1.key.address, $1.key.subject ?? "") }
            for (event, count) in open {
                if Self.takeLine(&book, kind, now) { lines.append(Line(kind: kind, event: event, count: count)) } else { book.others += count }
            }
            if book.others > 0 { lines.append(Line(kind: kind, event: nil, count: book.others)) }
            book.since = [:]
            book.others = 0
            return lines
        }
    }

    private static func takeLine(_ book: inout Book, _ kind: Kind, _ now: Instant) -> Bool {
        let minutes = max(0, now.microseconds(since: book.refilled) / (minute * 1_000_000))
        book.lines = min(kind.lines, book.lines + Int(clamping: minutes) * kind.linesInMinute)
        book.refilled = book.refilled.adding(seconds: minutes * minute)
        guard book.lines > 0 else { return false }
        book.lines -= 1
        return true
    }
}
