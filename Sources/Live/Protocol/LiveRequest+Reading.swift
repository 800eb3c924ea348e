import JSON

/// A message that was refused, and the subscription it named, if it got that far.
package struct LiveRefusal: Error, Hashable, Sendable {
    package var subscription: String?
    package var error: LiveError
    /// Whether the connection ends as the error says. One that is JSON but says something wrong does not end it.
    package var closes: Bool

    package init(_ error: LiveError, subscription: String? = nil, closes: Bool = false) {
        self.subscription = subscription
        self.error = error
        self.closes = closes
    }
}

extension LiveRequest {
    /// Reads a message strictly: an object, no keys but those of boards.md, each of its type and within its bounds.
    package static func parse(_ message: some Collection<UInt8>, _ limits: LiveLimits) throws(LiveRefusal) -> LiveRequest {
        guard message.count <= limits.message else { throw LiveRefusal(.tooLarge, closes: true) }
        let value: JSONValue
        do { value = try JSONValue.parse(message) } catch { throw LiveRefusal(.malformed, closes: true) }
        guard let object = value.object else { throw LiveRefusal(.malformed, closes: true) }
        let name = (object["subscribe"] ?? object["unsubscribe"])?.string
        guard let name, 1...64 ~= name.utf8.count else { throw LiveRefusal(.malformed) }
        do {
            if object["subscribe"] == nil {
                try object.refuseKeys(beyond: ["unsubscribe"])
                return .unsubscribe(name)
            }
            return .subscribe(name, try subject(of: object, limits), since: try since(object["since"]))
        } catch { throw LiveRefusal(error, subscription: name) }
    }

    private static func subject(of object: JSONObject, _ limits: LiveLimits) throws(LiveError) -> LiveSubject {
        if let feed = object["feed"] {
            try object.refuseKeys(beyond: ["subscribe", "feed", "since"])
            guard let text = feed.string else { throw .malformed }
            guard let name = LiveFeedName(rawValue: text) else { throw .unknownFeed }
            return .feed(name)
        }
        try object.refuseKeys(beyond: ["subscribe", "board", "period", "scope", "window", "since"])
        guard let board = object["board"]?.string else { throw .malformed }
        let period = try object.text("period") ?? "current"
        let scope = try object.text("scope")
        guard let window = object["window"] else { return .board(board, period: period, scope: scope, window: .top(min(50, limits.top))) }
        return .board(board, period: period, scope: scope, window: try Self.window(window, limits))
    }

    private static func window(_ value: JSONValue, _ limits: LiveLimits) throws(LiveError) -> LiveWindow {
        guard let object = value.object else { throw .badWindow }
        if let top = object["top"] {
            guard object.count == 1, let count = top.int64, 1...Int64(limits.top) ~= count else { throw .badWindow }
            return .top(Int(count))
        }
        guard let entrant = object["around"]?.string, object.count == (object["radius"] == nil ? 1 : 2) else { throw .badWindow }
        guard let radius = object["radius"] else { return .around(entrant, radius: 3) }
        guard let reach = radius.int64, 0...Int64(limits.radius) ~= reach else { throw .badWindow }
        return .around(entrant, radius: Int(reach))
    }

    private static func since(_ value: JSONValue?) throws(LiveError) -> LiveSince? {
        guard let value else { return nil }
        guard let object = value.object, object.count == 2, let epoch = object["epoch"]?.string, let seq = object["seq"]?.int64, seq >= 0
        else { throw .malformed }
        return LiveSince(epoch: epoch, seq: UInt64(seq))
    }
}

extension JSONObject {
    fileprivate func refuseKeys(beyond known: Set<String>) throws(LiveError) {
        guard keys.allSatisfy(known.contains) else { throw .malformed }
    }

    fileprivate func text(_ key: String) throws(LiveError) -> String? {
        guard let value = self[key] else { return nil }
        guard let text = value.string else { throw .malformed }
        return text
    }
}
