import Addresses
import Outbound

/// How an installation sends.
package struct DeliverySettings: Sendable {
    /// Networks that webhooks may reach beside the public internet.
    package var allowed: [AddressRange] = []
    /// Whether webhooks may go over HTTP without TLS.
    package var allowsHTTP = false
    package var mail: MailServer?
    /// How the outside reaches the pages, for links.
    package var publicURL: String?
    /// Makes links in letters that nobody else can.
    package var key: [UInt8] = []
    /// A PEM file of those whom receivers may be certified by; nil: whom the system trusts.
    package var certificates: String?

    /// The server that takes our letters.
    package struct MailServer: Sendable {
        /// `smtp://user:password@host:587` or `smtps://…`.
        package let url: String
        package let from: String

        package init(url: String, from: String) {
            self.url = url
            self.from = from
        }

        /// A server on this machine may do without TLS.
        package var isLocal: Bool {
            let host = url.split(separator: "/", maxSplits: 2).last.map { $0.split(separator: "@").last ?? $0 } ?? ""
            return ["localhost", "127.0.0.1", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") || host.hasPrefix($0 + "/") }
        }
    }

    package init() {}

    package var policy: AddressPolicy { AddressPolicy(allowing: allowed) }
}
