import Identity
import Periods
import PointsEngine
import Runtime
import Store
import Web

extension Receipt {
    /// The request that it is about, and the status of the answer: 201 for a new one, 200 for the same again.
    var request: (Request, Int)? {
        switch self {
        case .asked(let request): (request, 201)
        case .repeated(let request): (request, 200)
        case .request(let request): (request, 200)
        default: nil
        }
    }
}

extension Reply {
    /// Throws the problem of a refusal.
    func fail() throws -> Response {
        guard case .refused(let refusal) = self else { throw Problem(500, "internal") }
        throw Problem(refusal)
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
