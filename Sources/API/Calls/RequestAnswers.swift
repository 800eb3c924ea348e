import Identity
import Periods
import PointsEngine
import Runtime
import Store
import Web

extension RequestReceipt {
    /// What it is about, and the status of the answer: 201 for a new request, 200 for what was there already.
    var answer: (Request, Int) { (request, step == .asked ? 201 : 200) }
}

extension Configured {
    /// - Parameter status: of what is new, or was changed; 200 for what stood so before.
    func answer(_ status: Int) -> (Value, Int) { (value, isRepetition ? 200 : status) }
}

extension Reply {
    /// What the command answers, or its refusal.
    func answer<Given: Command>(to command: Given.Type) -> Result<Given.Answer, Refusal> {
        switch self {
        case .done(let receipt as Given.Answer, _): .success(receipt)
        case .done(let receipt, _): preconditionFailure("\(Given.name) was answered \(receipt)")
        case .refused(let refusal): .failure(refusal)
        }
    }
}

extension [Reply] {
    /// What came of the one command that was handed in; its refusal is thrown.
    func only<Given: Command>(answerTo command: Given.Type) throws -> Given.Answer {
        guard let first else { throw Problem(.overloaded) }
        switch first.answer(to: command) {
        case .success(let answer): return answer
        case .failure(let refusal): throw Problem(refusal)
        }
    }
}

extension RequestFilter.Cursor {
    var text: String { Base64URL.encode(Array("\(created.microseconds) \(id)".utf8)) }

    init(text: String) throws {
        let parts = Base64URL.decode(text).flatMap { String(validating: $0, as: UTF8.self) }?.split(separator: " ", maxSplits: 1)
        guard let parts, parts.count == 2, let created = Int64(parts[0]) else { throw Problem.malformed("after is what next was", at: "after") }
        self.init(created: Instant(microseconds: created), id: RequestID(String(parts[1])))
    }
}

extension Reader {
    /// The latest `limit` requests of those that match the filter and `isWanted`, and where the next page begins. What has to be
    /// looked through is bounded: beyond it a page may be short, and still have a next one.
    func requests(_ filter: RequestFilter, where isWanted: (Request) throws -> Bool) throws -> (items: [Request], next: String?) {
        var filter = filter, found: [Request] = []
        let limit = filter.limit
        filter.limit = 500
        for _ in 0..<20 {
            let page = try requests(filter)
            for request in page {
                filter.before = RequestFilter.Cursor(created: request.created, id: request.id)
                if try isWanted(request) { found.append(request) }
                if found.count == limit { return (found, filter.before?.text) }
            }
            if page.count < filter.limit { return (found, nil) }
        }
        return (found, filter.before?.text)
    }
}
