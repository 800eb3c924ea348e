import Foundation
import JSON
import Mailboxes
import Synchronization
import TestClients

/// Many who report sales through nodes at random. What is sent is noted before it leaves, so that nothing is forgotten of which nobody heard.
final class Writers: Sendable {
    private struct Noted {
        var sent: Set<String> = []
        var acknowledged: Set<String> = []
        /// The longest in which nothing was acknowledged to anybody.
        var longestPause = Duration.zero
        var last = ContinuousClock.now
        var unexpected: [String] = []
    }

    private let noted = Mutex(Noted())
    private let isStopping = Atomic(false)
    private let threads: Mutex<[PlainThread]>

    init(_ count: Int, to ports: [UInt16], token: String) {
        threads = Mutex([])
        let made = (0..<count).map { number in PlainThread("writer-\(number)", stackBytes: 1 << 20) { [self] in write(number, ports, token) } }
        threads.withLock { $0 = made }
    }

    var sent: Set<String> { noted.withLock { $0.sent } }
    var acknowledged: Set<String> { noted.withLock { $0.acknowledged } }
    /// Since it was asked for last.
    func takeLongestPause() -> Duration {
        noted.withLock { noted in
            defer { noted.longestPause = .zero }
            return noted.longestPause
        }
    }

    /// Answers that say neither that it was done nor that it is to be tried again.
    var unexpected: [String] { noted.withLock { $0.unexpected } }

    func stop() {
        isStopping.store(true, ordering: .relaxed)
        for thread in threads.withLock({ $0 }) { thread.join() }
    }

    private func write(_ number: Int, _ ports: [UInt16], _ token: String) {
        var client: HTTPClient?, count = 0, id = "", body: [UInt8] = [], mayGoOn = true
        let headers = ["Authorization": "Bearer \(token)", "Content-Type": "application/json"]
        while !isStopping.load(ordering: .relaxed) {
            if mayGoOn {
                count += 1
                id = "w\(number)-\(count)"
                body = Self.sale(id)
                noted.withLock { _ = $0.sent.insert(id) }
            }
            do {
                // Somewhere else now and then, and whenever something went wrong.
                if client == nil || count % 8 == 0 { client = HTTPClient(try Socket(port: ports.randomElement() ?? 0, milliseconds: 12_000)) }
                let answer = try client?.request("POST", "/api/v1/activities", headers: headers, body: body)
                mayGoOn = take(answer, id)
                if !mayGoOn {
                    client = nil
                    pause(.milliseconds(50))
                }
            } catch {
                // Done or not: the same again is one. Or it is left, and may stand there or not.
                (client, mayGoOn) = (nil, Bool.random())
                pause(.milliseconds(20))
            }
        }
    }

    private func take(_ answer: HTTPClient.Response?, _ id: String) -> Bool {
        guard let answer else { return false }
        switch answer.status {
        case 200, 201:
            noted.withLock { noted in
                noted.acknowledged.insert(id)
                noted.longestPause = max(noted.longestPause, noted.last.duration(to: .now))
                noted.last = .now
            }
            return true
        case 502, 503, 504, 429: return false
        default:
            noted.withLock { $0.unexpected.append("\(answer.status) \(answer.text.prefix(200))") }
            return true
        }
    }

    private static func sale(_ id: String) -> [UInt8] {
        var parts = tm(), now = time(nil), text = [CChar](repeating: 0, count: 40)
        gmtime_r(&now, &parts)
        let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        let moment = String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return Array("{\"source\":\"crm\",\"id\":\"\(id)\",\"type\":\"sale.won\",\"subject\":\"m\(abs(id.hashValue) % 3)\",\"time\":\"\(moment)\",\"data\":{}}".utf8)
    }
}
