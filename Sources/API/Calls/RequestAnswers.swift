import Identity
import Periods
import PointsEngine
import Runtime
import Store
import Web

/// What a receipt is about, and the status of the answer: 201 for a new request, 200 for what was there already.
extension Receipt {
    func request() throws -> (Request, Int) {
        switch self {
        case .asked(let request): (request, 201)
        case .repeated(let request), .request(let request): (request, 200)
        default: throw unexpected
        }
    }

    /// - Parameter status: of what is new, or was changed.
    func member(_ status: Int) throws -> (Member, Int) {
        switch self {
        case .member(let member): (member, status)
        case .memberKnown(let member): (member, 200)
        default: throw unexpected
        }
    }

    func team(_ status: Int) throws -> (Team, Int) {
        switch self {
        case .team(let team): (team, status)
        case .teamKnown(let team): (team, 200)
        default: throw unexpected
        }
    }

    func tier(_ status: Int) throws -> (Tier, Int) {
        switch self {
        case .tier(let tier): (tier, status)
        case .tierKnown(let tier): (tier, 200)
        default: throw unexpected
        }
    }

    func reward(_ status: Int) throws -> (Reward, Int) {
        switch self {
        case .reward(let reward): (reward, status)
        case .rewardKnown(let reward): (reward, 200)
        default: throw unexpected
        }
    }

    private var unexpected: Problem { Problem(500, "internal", "a receipt of another kind") }
}

extension Reply {
    var outcome: Result<Receipt, Refusal> {
        switch self {
        case .done(let receipt, _): .success(receipt)
        case .refused(let refusal): .failure(refusal)
        }
    }
}

extension [Reply] {
    /// What came of the one command that was handed in; its refusal is thrown.
    func onlyReceipt() throws -> Receipt {
        switch first {
        case .done(let receipt, _): return receipt
        case .refused(let refusal): throw Problem(refusal)
        case nil: throw Problem(.overloaded)
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
