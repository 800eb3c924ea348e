import Identity
import JSON

extension Request {
    /// What it is about, in every language in which there are words for it: as its notice calls it, and whoever follows the commits.
    package func title<Failure: Error>(
        under programme: Programme, reward: (String) throws(Failure) -> Reward?, customer: (CustomerID) throws(Failure) -> Customer?
    ) throws(Failure) -> JSONValue {
        switch kind {
        case .redemption(let id, _, _): try reward(id)?.title.json ?? .string(id)
        case .hold(_, let rule): programme.book.versions.last?.set.rule(rule)?.title?.json ?? .string(rule)
        case .adjustment(let reason, _): .string(reason)
        case .target(let key, _): programme.title(ofMetric: key.metric)
        case .customerClass(let id, _): .string(try customer(id)?.name ?? id.text)
        case .publication: .string(steps.first?.comment ?? "")
        }
    }
}

extension Programme {
    package func title(ofMetric name: String) -> JSONValue { book.versions.last?.set.metric(name)?.title?.json ?? .string(name) }
}
