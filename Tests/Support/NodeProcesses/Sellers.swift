import Foundation
import Synchronization
import TestClients

/// Writers that report sales to whichever node they come by, and go to the next one where that does not take it, until each is taken.
package final class Sellers: Sendable {
    package struct Tally: Sendable {
        /// Noted before they were sent, in order.
        package var noted = 0
        package var acknowledged: Set<String> = []
        fileprivate var isEnding = false
        fileprivate var running = 0
    }

    private let tally = Mutex(Tally())
    private let sockets: [String]

    package static let source = "/chaos"

    /// - Parameter sockets: of the nodes' owners.
    package init(_ count: Int, sockets: [String]) {
        self.sockets = sockets
        tally.withLock { $0.running = count }
        for seller in 0..<count { Background.run { [self] in sell(seller) } }
    }

    package var acknowledged: Int { tally.withLock { $0.acknowledged.count } }

    /// Ends when each has what it last noted acknowledged.
    package func end() -> Set<String> {
        tally.withLock { $0.isEnding = true }
        while tally.withLock({ $0.running > 0 }) { _ = poll(nil, 0, 20) }
        return tally.withLock { $0.acknowledged }
    }

    private func sell(_ seller: Int) {
        var number = 0, node = seller
        while !tally.withLock({ $0.isEnding }) {
            let id = "s\(seller)-\(number)"
            number += 1
            tally.withLock { $0.noted += 1 }
            while !report(id, by: seller, to: sockets[node % sockets.count]) {
                node += 1
                _ = poll(nil, 0, 10)
            }
            tally.withLock { _ = $0.acknowledged.insert(id) }
            node += seller
            // Slow enough that what all of them tell is checked in seconds, too.
            _ = poll(nil, 0, 20)
        }
        tally.withLock { $0.running -= 1 }
    }

    /// Whether it was acknowledged; the same again is safe.
    private func report(_ id: String, by seller: Int, to socket: String) -> Bool {
        let event = """
            {"specversion":"1.0","id":"\(id)","source":"\(Self.source)","type":"sale.won","time":"2026-01-05T10:00:00Z","subject":"p\(seller % NodeGroup.people)",\
            "data":{"amount":1}}
            """
        let headers = ["Content-Type": "application/cloudevents+json"]
        guard let client = try? HTTPClient(Socket(unix: socket, milliseconds: 4_000)),
            let answer = try? client.request("POST", "/api/v1/activities", headers: headers, body: Array(event.utf8))
        else { return false }
        return 200..<300 ~= answer.status
    }
}
