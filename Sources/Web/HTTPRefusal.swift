/// Why the server itself did not pass a request on. The raw value is the stable code shown to clients.
package enum HTTPRefusal: String, Error, Sendable, CaseIterable {
    case malformedRequest = "malformed-request"
    case malformedPath = "malformed-path"
    case malformedHeader = "malformed-header"
    case missingHost = "missing-host"
    case malformedLength = "malformed-content-length"
    case lengthRequired = "length-required"
    case unsupportedCoding = "unsupported-transfer-coding"
    case badUpgrade = "bad-upgrade"
    case badWebSocketVersion = "bad-websocket-version"
    case unsupportedMethod = "unsupported-method"
    case unsupportedVersion = "unsupported-version"
    case expectationFailed = "expectation-failed"
    case targetTooLong = "target-too-long"
    case headersTooLarge = "headers-too-large"
    case bodyTooLarge = "body-too-large"
    case noRoom = "overloaded"
    case requestTimeout = "request-timeout"
    case noAnswer = "no-answer"

    package var status: Int {
        switch self {
        case .malformedRequest, .malformedPath, .malformedHeader, .missingHost, .malformedLength, .badUpgrade: 400
        case .requestTimeout: 408
        case .lengthRequired: 411
        case .bodyTooLarge: 413
        case .targetTooLong: 414
        case .expectationFailed: 417
        case .badWebSocketVersion: 426
        case .headersTooLarge: 431
        case .unsupportedCoding, .unsupportedMethod: 501
        case .noAnswer, .noRoom: 503
        case .unsupportedVersion: 505
        }
    }

    package var detail: String {
        switch self {
        case .malformedRequest: "The request line is not one of HTTP/1.1."
        case .malformedPath: "The path has control characters, dot segments, encoded slashes or bytes that are not UTF-8."
        case .malformedHeader: "A header field is malformed."
        case .missingHost: "A request names exactly one host."
        case .malformedLength: "Content-Length is one number in plain digits."
        case .lengthRequired: "A body needs Content-Length; chunks are not accepted."
        case .unsupportedCoding: "Transfer codings are not accepted."
        case .badUpgrade: "The only upgrade is a well-formed one to websocket."
        case .badWebSocketVersion: "WebSocket version 13 is spoken here."
        case .unsupportedMethod: "This method is not known here."
        case .unsupportedVersion: "HTTP/1.1 is spoken here."
        case .expectationFailed: "The only expectation met is 100-continue."
        case .targetTooLong: "The request target is too long."
        case .headersTooLarge: "The header fields are too large."
        case .bodyTooLarge: "The body is larger than this call takes."
        case .noRoom: "Too many bodies are being read. Try again."
        case .requestTimeout: "The request did not arrive in time."
        case .noAnswer: "There was no answer in time. Try again."
        }
    }

    /// RFC 9457 without more than is known here.
    package var response: Response {
        var response = Response(
            status: status, mediaType: "application/problem+json",
            body: Array(#"{"type":"about:blank","title":"\#(Status.phrase(status))","status":\#(status),"code":"\#(rawValue)","detail":"\#(detail)"}"#.utf8))
        switch self {
        case .noAnswer, .noRoom: response.headers.append(.init("Retry-After", "1"))
        case .badWebSocketVersion: response.headers.append(.init("Sec-WebSocket-Version", "13"))
        default: break
        }
        return response
    }
}
