/// What the header fields say about the message itself: where it ends, and what becomes of the connection.
struct Framing {
    private(set) var contentLength = 0
    private(set) var keepsAlive: Bool
    private(set) var expectsContinue = false
    private(set) var upgradesToWebSocket = false

    private let isOld: Bool
    private var hosts = 0
    private var hasLength = false
    private var coding: ArraySlice<UInt8>?
    private var upgrade: ArraySlice<UInt8>?
    private var connectionUpgrades = false

    /// Lengths beyond this are not even read as numbers.
    private static let maximumDigits = 15

    /// - Parameter isOld: HTTP/1.0, which closes unless told otherwise, and knows no Host, no coding and no upgrade.
    init(_ bytes: [UInt8], _ fields: [RequestHead.Field], isOld: Bool, method: RequestHead.Method) throws(HTTPRefusal) {
        self.isOld = isOld
        keepsAlive = !isOld
        for field in fields { try note(bytes[field.name], bytes[field.value]) }
        guard hosts == 1 || (hosts == 0 && isOld) else { throw .missingHost }
        if let coding { throw hasLength || isOld ? .malformedLength : RequestHead.matches(coding, "chunked") ? .lengthRequired : .unsupportedCoding }
        guard let upgrade else { return }
        guard RequestHead.matches(upgrade, "websocket"), connectionUpgrades, method == .get, !isOld, contentLength == 0 else { throw .badUpgrade }
        upgradesToWebSocket = true
    }

    /// The length of a name tells most of them apart, before any byte is compared.
    private mutating func note(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) throws(HTTPRefusal) {
        switch name.count {
        case 4 where RequestHead.matches(name, "host"):
            hosts += 1
        case 6 where RequestHead.matches(name, "expect"):
            guard RequestHead.matches(value, "100-continue") else { throw .expectationFailed }
            expectsContinue = !isOld
        case 7 where RequestHead.matches(name, "upgrade"):
            guard upgrade == nil else { throw .badUpgrade }
            upgrade = value
        case 10 where RequestHead.matches(name, "connection"):
            noteConnection(value)
        case 14 where RequestHead.matches(name, "content-length"):
            guard !hasLength else { throw .malformedLength }
            hasLength = true
            contentLength = try Self.length(value)
        case 17 where RequestHead.matches(name, "transfer-encoding"):
            coding = (coding ?? []) + value
        default: break
        }
    }

    private mutating func noteConnection(_ value: ArraySlice<UInt8>) {
        for token in Self.tokens(value) {
            if RequestHead.matches(token, "close") { keepsAlive = false }
            if RequestHead.matches(token, "keep-alive"), isOld { keepsAlive = true }
            if RequestHead.matches(token, "upgrade") { connectionUpgrades = true }
        }
    }

    /// Plain digits, nothing else: no sign, no space, no list (RFC 9112, 6.3).
    private static func length(_ value: ArraySlice<UInt8>) throws(HTTPRefusal) -> Int {
        guard !value.isEmpty, value.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { throw .malformedLength }
        guard value.count <= maximumDigits else { throw .bodyTooLarge }
        return value.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func tokens(_ value: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        value.split(separator: UInt8(ascii: ",")).map { token in
            var token = token
            while let first = token.first, first == 0x20 || first == 0x09 { token.removeFirst() }
            while let last = token.last, last == 0x20 || last == 0x09 { token.removeLast() }
            return token
        }
    }
}
