import Addresses
import Outbound
import Receivers
import Testing

@Suite("Calls that go out") struct TransferTests {
    private static let loopback = AddressPolicy(allowing: [AddressRange("127.0.0.0/8")].compactMap { $0 })

    private static func post(_ url: String, _ policy: AddressPolicy = loopback, milliseconds: Int = 30_000, body: String = "{}") -> OutgoingCall {
        var call = OutgoingCall(url, .post(headers: [("Content-Type", "application/json"), ("webhook-id", "msg_1")], body: Array(body.utf8)), policy)
        call.milliseconds = milliseconds
        return call
    }

    /// What comes of calls, in their order.
    private func outcomes(of calls: [OutgoingCall], certificates: String? = nil) -> [CallOutcome] {
        let transfers = Transfers(certificates: certificates)
        for (ticket, call) in calls.enumerated() { transfers.begin(call, ticket) }
        var outcomes: [Int: CallOutcome] = [:]
        while outcomes.count < calls.count { for (ticket, outcome) in transfers.turn(atMost: .seconds(1)) { outcomes[ticket] = outcome } }
        #expect(transfers.count == 0)
        return calls.indices.compactMap { outcomes[$0] }
    }

    @Test func `bring what they are to bring, and what was answered`() throws {
        let receiver = Receiver { _, _ in .status(201, body: "thank you", headers: ["Retry-After: 17"]) }
        for body in ["{\"name\": \"李娜\"}", "", String(repeating: "x", count: 300_000)] {
            let outcome = try #require(outcomes(of: [Self.post(receiver.url, body: body)]).first)
            #expect(outcome.status == 201 && outcome.failure == nil && outcome.body == Array("thank you".utf8) && outcome.retryAfter == "17", "\(outcome)")
            let request = try #require(receiver.received.last)
            #expect(request.path == "/hook" && request.text == body && request.headers["webhook-id"] == "msg_1")
        }
    }

    @Test(arguments: ["127.0.0.1", "localhost", "0.0.0.0", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
    func `reach nothing of this machine, however it is called`(_ host: String) throws {
        let receiver = Receiver()
        let outcome = try #require(outcomes(of: [Self.post("http://\(host):\(receiver.port)/", AddressPolicy())]).first)
        #expect(outcome.status == nil && outcome.failure?.contains("is not allowed") == true, "\(outcome)")
        #expect(receiver.received.isEmpty)
    }

    @Test func `follow nobody who sends them elsewhere`() throws {
        let secret = Receiver { _, _ in .status(200, body: "keys") }
        for status in [301, 302, 303, 307, 308] {
            let receiver = Receiver { [port = secret.port] _, index in
                .status(status, headers: ["Location: \(index == 0 ? "http://169.254.169.254/latest/meta-data/" : "http://127.0.0.1:\(port)/")"])
            }
            let answers = outcomes(of: [Self.post(receiver.url), Self.post(receiver.url)])
            #expect(answers.map(\.status) == [Int64(status), Int64(status)])
        }
        #expect(secret.received.isEmpty)
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:70/", "smtp://127.0.0.1/", "dict://127.0.0.1:11211/", "nonsense", "http://", ""])
    func `speak only what they should`(_ url: String) throws {
        let outcome = try #require(outcomes(of: [Self.post(url)]).first)
        #expect(outcome.failure != nil && outcome.status == nil)
    }

    @Test func `read no more than anybody looks at`() throws {
        let receiver = Receiver { _, _ in .endless }
        let outcome = try #require(outcomes(of: [Self.post(receiver.url)]).first)
        #expect(outcome.status == 200 && outcome.failure == nil && outcome.body.count == OutgoingCall.usualAnswerBytes)
        #expect(receiver.bytesSent < 64 << 20, "of 1 GB")
    }

    @Test func `fail where there is no whole answer`() throws {
        for answer in [Receiver.Answer.hangUp, .closeMidBody, .garbage] {
            let receiver = Receiver { _, _ in answer }
            let outcome = try #require(outcomes(of: [Self.post(receiver.url)]).first)
            #expect(outcome.failure != nil, "\(answer)")
        }
        let gone = Receiver()
        let url = gone.url
        gone.stop()
        #expect(try #require(outcomes(of: [Self.post(url)]).first).failure != nil)
    }

    @Test func `end when their time is over, and hold up nobody meanwhile`() throws {
        let silent = Receiver { _, _ in .silence }, slow = Receiver { _, _ in .drip }, good = Receiver()
        let transfers = Transfers()
        for ticket in 0..<4 { transfers.begin(Self.post(ticket % 2 == 0 ? silent.url : slow.url, milliseconds: 600_000), ticket) }
        for ticket in 4..<8 { transfers.begin(Self.post(good.url), ticket) }
        var over: [Int] = []
        while over.count < 4 { over += transfers.turn(atMost: .seconds(1)).map(\.ticket) }
        #expect(over.sorted() == [4, 5, 6, 7] && transfers.count == 4)
        let outcome = outcomes(of: [Self.post(silent.url, milliseconds: 50), Self.post(slow.url, milliseconds: 50)])
        #expect(outcome.allSatisfy { $0.failure != nil })
    }

    @Test func `wake who sleeps`() {
        let transfers = Transfers(), waker = transfers.waker
        waker.wake()
        // Without the call before it, this would sleep for an hour.
        #expect(transfers.turn(atMost: .seconds(3_600)).isEmpty)
    }

    // MARK: Letters

    private func mail(_ server: MailServer, to: [String] = ["li@example.com"], allowsPlain: Bool = true) -> OutgoingCall {
        var call = OutgoingCall(
            "smtp://127.0.0.1:\(server.port)", .mail(from: "laurel@example.com", to: to, message: Array("Subject: hello\r\n\r\n.dot\r\ngood day\r\n".utf8)), .everywhere)
        call.allowsPlainMail = allowsPlain
        return call
    }

    @Test func `that are letters arrive as they were written`() throws {
        let server = MailServer()
        let outcome = try #require(outcomes(of: [mail(server, to: ["li@example.com", "wang@example.com"])]).first)
        #expect(outcome.failure == nil && outcome.status == 250, "\(outcome)")
        let letter = try #require(server.received.first)
        #expect(letter.from == "laurel@example.com" && letter.to == ["li@example.com", "wang@example.com"])
        #expect(letter.text == "Subject: hello\n\n.dot\ngood day")
    }

    @Test(arguments: [false, true])
    func `that are letters do not go over an open line`(_ offersTLS: Bool) throws {
        var manner = MailServer.Manner()
        manner.offersTLS = offersTLS
        let server = MailServer(manner)
        let outcome = try #require(outcomes(of: [mail(server, allowsPlain: false)]).first)
        #expect(outcome.failure != nil)
        #expect(server.received.isEmpty && !server.heard.contains("MAIL"), "\(server.heard)")
        #expect(server.heard.contains("STARTTLS") == offersTLS)
    }

    private static let ways = [(isSecure: false, scheme: "smtp"), (true, "smtps")]

    @Test(.enabled(if: OwnCertificate.isPossible, "openssl is needed"), arguments: ways)
    func `that are letters go by TLS, and not a word of them in the clear`(_ way: (isSecure: Bool, scheme: String)) throws {
        var manner = MailServer.Manner()
        (manner.offersTLS, manner.certificate, manner.isSecure) = (!way.isSecure, try OwnCertificate(), way.isSecure)
        let server = MailServer(manner)
        var call = mail(server, allowsPlain: false)
        call.url = "\(way.scheme)://127.0.0.1:\(server.port)"
        let trusted = manner.certificate?.certificate
        let outcome = try #require(outcomes(of: [call], certificates: trusted).first)
        #expect(outcome.failure == nil && outcome.status == 250, "\(outcome)")
        #expect(server.received.map(\.text) == ["Subject: hello\n\n.dot\ngood day"])
        let secrets = server.heard.filter { !["EHLO", "STARTTLS"].contains($0) }
        #expect(secrets.contains("MAIL by TLS") && secrets.allSatisfy { $0.hasSuffix(" by TLS") }, "\(server.heard)")
    }

    @Test(.enabled(if: OwnCertificate.isPossible, "openssl is needed"), arguments: [false, true])
    func `that are letters go to nobody who cannot show who they are`(_ isTrusted: Bool) throws {
        var manner = MailServer.Manner()
        (manner.offersTLS, manner.certificate) = (true, try OwnCertificate(of: isTrusted ? "DNS:mail.example.com" : "IP:127.0.0.1"))
        let server = MailServer(manner)
        // Certified by nobody who is trusted; or by somebody, and not for the name that was called.
        let trusted = isTrusted ? manner.certificate?.certificate : nil
        let outcome = try #require(outcomes(of: [mail(server, allowsPlain: false)], certificates: trusted).first)
        #expect(outcome.failure != nil && server.received.isEmpty && !server.heard.contains { $0.hasPrefix("MAIL") }, "\(server.heard)")
    }

    @Test func `that are letters fail where the server does not take them`() throws {
        var manner = MailServer.Manner()
        manner.recipient = "550 unknown"
        let strict = MailServer(manner)
        #expect(try #require(outcomes(of: [mail(strict)]).first).failure != nil)
        manner = MailServer.Manner()
        manner.letter = "451 later"
        let busy = MailServer(manner)
        let outcome = try #require(outcomes(of: [mail(busy)]).first)
        #expect(outcome.status == 451 && outcome.failure != nil)
        #expect(strict.received.isEmpty && busy.received.isEmpty)
    }
}
