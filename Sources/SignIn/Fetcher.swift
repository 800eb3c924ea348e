import JSON
import Outbound

/// Asks providers, one question after the other, on the thread that made it: it waits there, and nobody else waits for it.
///
/// A provider may be slow, hang up, answer without end, or send us elsewhere: all of it costs this thread some seconds. Redirects are not
/// followed, no more than 64 KiB are read, and the address that is connected to is the one that was checked.
package final class Fetcher {
    /// Whose servers may be reached.
    package struct Reach: Sendable {
        /// For all but the host that is trusted.
        package var policy: AddressPolicy
        package var allowsHTTP: Bool
        /// The issuer's host, where whoever runs this server named it at its start: it may stand in the company's own network.
        package var trustedHost: String?
        /// A PEM file of those whom providers may be certified by; nil: whom the system trusts.
        package var certificates: String?

        package init(policy: AddressPolicy, allowsHTTP: Bool, trustedHost: String? = nil, certificates: String? = nil) {
            (self.policy, self.allowsHTTP, self.trustedHost, self.certificates) = (policy, allowsHTTP, trustedHost, certificates)
        }

        /// Whether an address may be asked at all: by TLS, unless it is said otherwise or nobody is on the way.
        func allows(_ address: WebAddress) -> Bool { address.isSecure || allowsHTTP || address.isLocal && address.host == trustedHost }

        func policy(for address: WebAddress) -> AddressPolicy { address.host == trustedHost ? .everywhere : policy }
    }

    private let reach: Reach
    private let transfers: Transfers
    private let isInterrupted: () -> Bool
    private var ticket = 0
    private let clock = ContinuousClock()
    private let end: ContinuousClock.Instant

    /// For all questions of one sign-in, and for each.
    private static let longest = Duration.seconds(20), longestOfOne = 8_000

    /// - Parameter isInterrupted: asked now and then; true: nobody waits for it any more.
    package init(_ reach: Reach, isInterrupted: @escaping () -> Bool = { false }) {
        self.reach = reach
        self.isInterrupted = isInterrupted
        transfers = Transfers(certificates: reach.certificates)
        end = clock.now + Self.longest
    }

    func get(_ address: WebAddress, headers: [(name: String, value: String)] = []) throws(ProviderFault) -> JSONObject {
        try answer(to: .get(headers: [("Accept", "application/json")] + headers), address)
    }

    func post(_ address: WebAddress, form: [(String, String)], headers: [(name: String, value: String)] = []) throws(ProviderFault) -> JSONObject {
        let type = (name: "Content-Type", value: "application/x-www-form-urlencoded")
        return try answer(to: .post(headers: [("Accept", "application/json"), type] + headers, body: Array(FormText.encode(form).utf8)), address)
    }

    func post(_ address: WebAddress, json: JSONObject, headers: [(name: String, value: String)] = []) throws(ProviderFault) -> JSONObject {
        let type = (name: "Content-Type", value: "application/json")
        return try answer(to: .post(headers: [("Accept", "application/json"), type] + headers, body: JSONValue.object(json).bytes), address)
    }

    private func answer(to content: OutgoingCall.Content, _ address: WebAddress) throws(ProviderFault) -> JSONObject {
        guard reach.allows(address) else { throw ProviderFault(.unreachable, "\(address.host) is asked by https alone") }
        var call = OutgoingCall(address.text, content, reach.policy(for: address))
        let left = (end - clock.now) / .milliseconds(1)
        guard left >= 1 else { throw ProviderFault(.unreachable, "\(address.host) takes too long") }
        call.milliseconds = min(Self.longestOfOne, Int(left))
        let outcome = try outcome(of: call, address)
        if let failure = outcome.failure { throw ProviderFault(.unreachable, "\(address.host): \(failure)") }
        let object = (try? JSONValue.parse(outcome.body))?.object
        guard let status = outcome.status, 200...299 ~= status else {
            // What OAuth calls an error says more than its status; nothing else of the answer is told.
            let reason = object?["error"]?.string.map { " (\($0.filter { $0.isASCII && ($0.isLetter || $0 == "_") }.prefix(40)))" } ?? ""
            throw ProviderFault(.refused, "\(address.host) answered \(outcome.status.map { "\($0)" } ?? "nothing")\(reason)")
        }
        guard let object else { throw ProviderFault(.unreadable, "\(address.host) answered something else than a JSON object") }
        return object
    }

    private func outcome(of call: OutgoingCall, _ address: WebAddress) throws(ProviderFault) -> CallOutcome {
        ticket += 1
        transfers.begin(call, ticket)
        while !isInterrupted() {
            if let over = transfers.turn(atMost: .milliseconds(200)).first(where: { $0.ticket == ticket }) { return over.outcome }
        }
        throw ProviderFault(.unreachable, "\(address.host) was not waited for")
    }
}

/// Why a provider cannot say who somebody is.
package struct ProviderFault: Error, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// It does not answer, or not in time, or may not be reached.
        case unreachable
        /// It answers that something is wrong: with the code, or with the client's secret.
        case refused
        /// Its answer cannot be read.
        case unreadable
        /// What it says of itself is not what was configured.
        case mismatch
        /// Its token does not hold.
        case untrusted
    }

    package let kind: Kind
    /// For administrators, in English; nothing secret stands in it.
    package let detail: String

    package init(_ kind: Kind, _ detail: String) { (self.kind, self.detail) = (kind, detail) }

    init(_ fault: TokenFault) { self.init(.untrusted, "the token: \(fault.rawValue)") }
}
