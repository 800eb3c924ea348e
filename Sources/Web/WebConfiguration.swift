import CLibwebsockets

/// How a server listens, and what bounds it. Times are milliseconds, sizes bytes.
package struct WebConfiguration: Sendable {
    package struct Certificate: Sendable {
        /// PEM files.
        package let certificate: String
        package let key: String
        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }

        /// When it ends, in seconds since 1970; nil: the file holds no certificate.
        package var end: Int64? {
            let end = certificate_end(certificate)
            return end < 0 ? nil : end
        }
    }

    package struct NodeListener: Sendable {
        /// A numeric address, or nil for all of them.
        package let address: String?
        package let port: UInt16
        /// With the same certificate.
        package let usesTLS: Bool

        package init(address: String?, port: UInt16, usesTLS: Bool) {
            self.address = address
            self.port = port
            self.usesTLS = usesTLS
        }
    }

    /// A numeric address, or nil for all of them.
    package var address: String? = "127.0.0.1"
    /// 0: the kernel chooses; nil: no TCP at all.
    package var port: UInt16? = 0
    /// Sockets that listen already, in place of `address` and `port`: a service manager has opened them. They are ours from here on.
    package var inherited: [Int32] = []
    /// A second listener, for the owner of the file (mode 0600).
    package var unixSocket: String?
    package var certificate: Certificate?
    /// A third listener, for other servers of the same company; what comes there is marked (`HTTPRequest.Peer.isNode`).
    package var nodes: NodeListener?
    /// How often its files are looked at.
    package var certificateInterval = 30_000

    /// Added to every response, errors included.
    package var headers: [Response.Header] = SecurityHeaders.strict

    package var maximumConnections = 20_000
    /// Bodies are never longer, whatever the handler says.
    package var maximumBody = 4 << 20
    /// Longer ones are read only after `WebHandler.admit` has looked at who sends them, and have the time of `bodyDeadline`.
    package var unaskedBody = 64 << 10
    /// What all bodies may take together, until the requests are done with.
    package var bodyBudget = 64 << 20
    /// Connections of strangers from one address; who has shown credentials (`WebLoop.know`) counts apart, up to half of all connections.
    package var connectionsPerAddress = 1_000
    /// Whether an address, as a socket tells it, is not bounded: those of proxies, which bound their own clients.
    package var isUnbounded: @Sendable (String) -> Bool = { _ in false }
    package var headDeadline = 10_000
    package var bodyDeadline = 60_000
    package var answerDeadline = 30_000
    package var idleDeadline = 75_000
    /// How long a peer may take nothing of what waits for it.
    package var writeDeadline = 45_000

    package var maximumMessage = 16 << 10
    package var pingInterval = 25_000
    /// How long a peer may take to answer a close frame.
    package var closeDeadline = 5_000
    /// Control frames and fragments with next to nothing in them: so many at once, and one more for each interval.
    package var lightFrameBurst = 128
    package var lightFrameInterval = 100
    /// The kernel's buffer for a WebSocket (SO_SNDBUF). Without a bound slow peers do not show.
    package var socketSendBuffer = 32 << 10
    /// The most that is given to one WebSocket in one turn.
    package var socketWriteLimit = 16 << 10
    /// Close code for WebSockets when the server stops (RFC 6455, 7.4).
    package var stopCode: UInt16 = 1001

    /// When the server stops: how long it listens for requests on connections that are kept, and how long it waits for the rest of one.
    package var stopLinger = 100
    package var stopPatience = 1_000

    /// How often deadlines are looked at.
    package var sweepInterval = 250

    package init() {}
}
