import Live
import Periods
import Web

/// Answers with a board's first rows, as bytes: when a period ends, everyone reads the same page at the same time.
///
/// Whatever changes a board forgets all of them; a second ends those that only time changes (a period that closes, or locks).
struct PageCache {
    private struct Page {
        let response: Response
        let at: Instant
    }

    private var pages: [LivePage: Page] = [:]

    private static let longest: Int64 = 1_000_000, most = 256

    func response(_ page: LivePage, at now: Instant) -> Response? {
        guard let found = pages[page], 0..<Self.longest ~= now.microseconds(since: found.at) else { return nil }
        return found.response
    }

    mutating func keep(_ response: Response, of page: LivePage, at now: Instant) {
        if pages.count >= Self.most { forget() }
        pages[page] = Page(response: response, at: now)
    }

    mutating func forget() { pages.removeAll(keepingCapacity: true) }
}
