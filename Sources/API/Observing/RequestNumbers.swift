import Measures
import Web

/// How many requests there were, by route and status, and how long they took. Lives on the web thread; as large as there are routes.
struct RequestNumbers {
    /// What a request led to.
    enum Place: Hashable {
        /// A call, by its number among the router's routes.
        case route(Int)
        case page
        /// Another method, another host, or nothing.
        case nowhere
    }

    private struct Numbers {
        var statuses: [(status: Int, count: Int)] = []
        var seconds = Histogram.seconds

        mutating func add(_ status: Int, _ nanoseconds: UInt64) {
            seconds.add(Double(nanoseconds) / 1e9)
            if let index = statuses.firstIndex(where: { $0.status == status }) { statuses[index].count += 1 } else { statuses.append((status, 1)) }
        }
    }

    private let names: [(method: String, route: String)]
    private var numbers: [Numbers]
    /// Requests that the web server has refused by itself. All kinds from the start: what is not written yet has no rate when it comes.
    private var refusals = HTTPRefusal.allCases.map { (kind: $0, count: 0) }

    init(_ router: Router<Endpoint>) {
        names = router.routes.map { ($0.method.rawValue, $0.pattern) } + [("GET", "page"), ("any", "nowhere")]
        numbers = Array(repeating: Numbers(), count: names.count)
        // So that the families have a sample from the start.
        numbers[index(.page)].statuses = [(200, 0)]
    }

    mutating func add(_ place: Place, _ status: Int, _ nanoseconds: UInt64) { numbers[index(place)].add(status, nanoseconds) }

    mutating func refused(_ kind: HTTPRefusal) {
        guard let index = refusals.firstIndex(where: { $0.kind == kind }) else { return }
        refusals[index].count += 1
    }

    /// As the route is called in the log.
    func name(_ place: Place) -> String { names[index(place)].route }

    private func index(_ place: Place) -> Int {
        switch place {
        case .route(let number): number
        case .page: names.count - 2
        case .nowhere: names.count - 1
        }
    }

    func write(to text: inout Exposition) {
        let used = zip(names, numbers).filter { !$1.statuses.isEmpty }
        text.counter("laurel_http_requests", "Requests by route and status") { samples in
            for (name, numbers) in used {
                for (status, count) in numbers.statuses.sorted(by: { $0.status < $1.status }) {
                    samples.add(count, ["method": name.method, "route": name.route, "status": "\(status)"])
                }
            }
        }
        text.histogram(
            "laurel_http_request_duration_seconds", "From a whole request to its answer",
            used.map { (["method": $0.method, "route": $0.route], $1.seconds) })
        text.counter("laurel_http_refusals", "Requests that were refused unread: malformed, too large, too slow") { samples in
            for (kind, count) in refusals { samples.add(count, ["code": kind.rawValue]) }
        }
    }
}
