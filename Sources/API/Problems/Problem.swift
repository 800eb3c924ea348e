import Identity
import JSON
import Runtime
import Web

/// An error as clients read it: `application/problem+json` (RFC 9457) with a stable code.
struct Problem: Error, Sendable {
    struct Fault: Sendable {
        /// A JSON pointer into the body, or the name of an argument.
        let pointer: String
        let code: ProblemCode
        let detail: String?
    }

    var status: Int
    let code: ProblemCode
    /// For developers, in English; people are told the sentence that belongs to the code.
    var detail: String?
    var faults: [Fault] = []
    /// Seconds after which it may be tried again.
    var retryAfter: Int?
    /// Members beside those of the RFC.
    var extra: JSONObject?

    init(_ status: Int, _ code: ProblemCode, _ detail: String? = nil) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    init(_ code: Code, _ detail: String? = nil, at pointer: String? = nil) {
        self.init(Refusal(code, at: pointer, detail))
    }

    /// What the engine refused, told to the outside.
    init(_ refusal: Refusal) {
        let code = ProblemCode(refusal.code)
        self.init(refusal.code.status, code, refusal.detail)
        if let pointer = refusal.pointer { faults = [Fault(pointer: pointer, code: code, detail: refusal.detail)] }
        if status == 503 || status == 429 { retryAfter = 1 }
    }

    /// Says nothing about what was asked for: the same again, later.
    init(_ unavailable: Unavailable) { self.init(unavailable.code) }

    /// What was done stays done.
    init(_ interrupted: Interrupted) {
        self.init(503, .interrupted, interrupted.description)
        retryAfter = 1
    }

    static let notSignedIn = Problem(401, .notSignedIn)
    static let notPermitted = Problem(Code.notPermitted)
    static let notFound = Problem(Code.notFound)
    static let stale = Problem(Code.stale)
    static let unknownHost = Problem(421, .unknownHost, "Host is none of the names of this server; --public-url names it")

    /// A request that can be read and does not hold: 422. What cannot be read at all, because it is no JSON, is 400 with the same code.
    static func malformed(_ detail: String, at pointer: String? = nil) -> Problem { Problem(.malformed, detail, at: pointer) }
}

extension Code {
    /// The status of HTTP that a refusal is answered with: 422, unless HTTP has a word of its own for it.
    var status: Int {
        switch self {
        case .notPermitted: 403
        case .notFound: 404
        case .conflict, .alreadyDecided: 409
        case .stale: 412
        case .tooLarge: 413
        case .overloaded, .readOnly, .unavailable, .clockDoubted: 503
        default: 422
        }
    }
}

extension Problem {
    /// - Parameter language: of the sentences for people.
    func response(in language: Language) -> Response {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("type", "about:blank")
            writer.member("title", ProblemTexts.title(of: code, in: language))
            writer.member("status", status)
            writer.member("code", code.rawValue)
            writer.member("detail", ifPresent: detail)
            if !faults.isEmpty {
                writer.array("errors") { writer in
                    for fault in faults {
                        writer.object { writer in
                            writer.member("pointer", fault.pointer)
                            writer.member("code", fault.code.rawValue)
                            writer.member("title", ProblemTexts.title(of: fault.code, in: language))
                            writer.member("detail", ifPresent: fault.detail)
                        }
                    }
                }
            }
            for member in extra?.members ?? [] { writer.member(member.key, member.value) }
        }
        var headers: [Response.Header] = [.init("Cache-Control", "no-store"), .init("Content-Language", language.rawValue)]
        if let retryAfter { headers.append(.init("Retry-After", "\(retryAfter)")) }
        if status == 401 { headers.append(.init("WWW-Authenticate", "Bearer")) }
        return Response(status: status, headers: headers, mediaType: "application/problem+json", body: writer.bytes)
    }
}
