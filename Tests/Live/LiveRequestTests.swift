import JSON
import Testing
@testable import Live

@Suite struct LiveRequestTests {
    private func parse(_ text: String) -> Result<LiveRequest, LiveRefusal> {
        Result { () throws(LiveRefusal) in try LiveRequest.parse(Array(text.utf8), LiveLimits()) }
    }

    @Test(arguments: [
        (#"{"subscribe": "b1", "board": "points-month", "period": "current", "scope": "company", "window": {"top": 50}}"#,
         .subscribe("b1", .board("points-month", period: "current", scope: "company", window: .top(50)), since: nil)),
        (#"{"subscribe": "b2", "board": "points-month", "window": {"around": "me", "radius": 3}}"#,
         .subscribe("b2", .board("points-month", period: "current", scope: nil, window: .around("me", radius: 3)), since: nil)),
        (#"{"subscribe": "f", "feed": "celebrations"}"#, .subscribe("f", .feed(.celebrations), since: nil)),
        (#"{"subscribe": "q", "feed": "approvals", "since": {"epoch": "e", "seq": 4711}}"#,
         .subscribe("q", .feed(.approvals), since: LiveSince(epoch: "e", seq: 4711))),
        (#"{"unsubscribe": "b1"}"#, .unsubscribe("b1")),
    ] as [(String, LiveRequest)])
    func `the messages of boards.md are understood`(text: String, request: LiveRequest) throws {
        #expect(try parse(text).get() == request)
    }

    @Test(arguments: [
        ("", LiveError.malformed, nil, true), ("{", .malformed, nil, true), ("[]", .malformed, nil, true), ("{}", .malformed, nil, false),
        (#"{"subscribe": 1}"#, .malformed, nil, false), (#"{"subscribe": ""}"#, .malformed, nil, false),
        (#"{"subscribe": "a"}"#, .malformed, "a", false), (#"{"subscribe": "a", "feed": "x"}"#, .unknownFeed, "a", false),
        (#"{"subscribe": "a", "feed": "me", "board": "b"}"#, .malformed, "a", false),
        (#"{"subscribe": "a", "board": "b", "window": {"top": 0}}"#, .badWindow, "a", false),
        (#"{"subscribe": "a", "board": "b", "window": {"top": 201}}"#, .badWindow, "a", false),
        (#"{"subscribe": "a", "board": "b", "window": {"top": 1.5}}"#, .badWindow, "a", false),
        (#"{"subscribe": "a", "board": "b", "window": {"top": 5, "around": "me"}}"#, .badWindow, "a", false),
        (#"{"subscribe": "a", "board": "b", "window": {"around": "me", "radius": -1}}"#, .badWindow, "a", false),
        (#"{"subscribe": "a", "board": "b", "window": {"top": 5}, "color": "red"}"#, .malformed, "a", false),
        (#"{"subscribe": "a", "board": "b", "window": {"top": 5}, "since": {"seq": 1}}"#, .malformed, "a", false),
        (#"{"subscribe": "a", "board": "b", "period": 2026}"#, .malformed, "a", false),
        (#"{"unsubscribe": "a", "board": "b"}"#, .malformed, "a", false), (#"{"subscribe": "a", "subscribe": "b"}"#, .malformed, nil, true),
    ] as [(String, LiveError, String?, Bool)])
    func `everything else is refused by its code`(text: String, error: LiveError, subscription: String?, closes: Bool) {
        #expect(parse(text) == .failure(LiveRefusal(error, subscription: subscription, closes: closes)))
    }

    @Test(arguments: [
        (#"{"unsubscribe": "x"}"#, 16_384, 1, LiveError.tooLarge, LiveClose.protocolError),
        (#"{"unsubscribe": "x"}"#, 0, 65, .tooManyMessages, .tooManyMessages),
        ("no JSON", 0, 1, .malformed, .protocolError),
    ] as [(String, Int, Int, LiveError, LiveClose)])
    func `a breach of the limits is said, and then the connection is closed`(message: String, spaces: Int, times: Int, error: LiveError, close: LiveClose) {
        let rig = FeedRig()
        let id = rig.open(1)
        for _ in 0..<times { rig.send(id, message + String(repeating: " ", count: spaces)) }
        #expect(rig.clients[id]?.errors.last?["error"]?["code"]?.string == error.rawValue)
        #expect(rig.closes == [id: close] && rig.feed.connectionCount == 0)
    }

    @Test func `the thirty third subscription is one too many`() {
        let rig = FeedRig()
        let id = rig.open(1)
        for number in 0..<32 { rig.send(id, #"{"subscribe": "b\#(number)", "board": "all", "window": {"top": \#(number + 1)}}"#) }
        // A name that is in use is no other subscription.
        rig.send(id, #"{"subscribe": "b1", "board": "all", "window": {"top": 99}}"#)
        #expect(rig.clients[id]?.shown.count == 32 && rig.closes == [:])
        rig.send(id, #"{"subscribe": "b32", "board": "all", "window": {"top": 5}}"#)
        #expect(rig.clients[id]?.errors.last?["error"]?["code"] == "too-many-subscriptions")
        #expect(rig.closes == [id: .protocolError])
    }

    @Test(arguments: [
        (#"{"subscribe": "a", "board": "nothing"}"#, LiveError.unknownBoard), (#"{"subscribe": "a", "board": "all", "period": "2026-W47"}"#, .unknownPeriod),
        (#"{"subscribe": "a", "board": "all", "period": "2027-01"}"#, .unknownPeriod), (#"{"subscribe": "a", "board": "all", "scope": "x"}"#, .unknownScope),
        (#"{"subscribe": "a", "board": "all", "window": {"around": "me"}}"#, .unknownMember), (#"{"subscribe": "a", "feed": "me"}"#, .unknownMember),
        (#"{"subscribe": "a", "board": "all", "window": {"around": "nobody"}}"#, .unknownMember), (#"{"subscribe": "a", "feed": "approvals"}"#, .notPermitted),
        (#"{"unsubscribe": "a"}"#, .unknownSubscription),
    ] as [(String, LiveError)])
    func `what does not exist or may not be seen is refused`(message: String, error: LiveError) {
        let rig = FeedRig()
        rig.forbidden = ["approvals"]
        let id = rig.open(1)
        rig.send(id, message)
        #expect(rig.clients[id]?.errors.last?["error"]?["code"]?.string == error.rawValue && rig.clients[id]?.errors.last?["sub"] == "a")
        #expect(rig.closes == [:])
    }
}
