import CLibwebsockets
import Mailboxes

/// What the loop knows of one accepted socket. Only the web thread touches it.
final class ClientConnection {
    enum Phase {
        /// Waiting for a request, or in the middle of its head.
        case head
        /// The handler looks at who sends a long body, before it is read.
        case admitting(RequestHead)
        case body(RequestHead)
        /// The handler has the request.
        case answering
        /// The handler makes the rest of the body, piece by piece.
        case streaming(@Sendable (WebLoop, ReplyToken) -> Void)
        case webSocket
        /// Our close frame is out; the peer's is awaited.
        case socketClosing
        /// What waits is written, then the connection ends.
        case closing
        /// We have said all; what the peer still sends is thrown away, so that the kernel does not cut off what we said.
        case draining
    }

    let id: ConnectionID
    let wsi: OpaquePointer
    let descriptor: Int32
    let peer: HTTPRequest.Peer
    /// Where it counts by address; nil: nowhere.
    let network: String?
    /// Who is at the other end has shown credentials.
    var isKnown = false

    var phase = Phase.head
    /// Milliseconds on the loop's clock; what it means depends on the phase.
    var deadline: Int
    /// Marked for its end; nothing happens to it any more.
    var isDoomed = false
    var isHeard = false

    /// Bytes that came and are not used up: those from `used` on.
    var inbox: [UInt8] = []
    var used = 0
    var scanned = 0
    var discarded = 0

    var requestNumber: UInt32 = 0
    /// Of the request under way, or of the one that was refused.
    var requestTag = RequestTag(epoch: 0, number: 0)
    /// In the answer to the request under way.
    var cancellation: Cancellation?
    /// Of the body that is being read.
    var share: BodyBudget.Share?
    var keepsAlive = true
    var isHeadRequest = false
    var takesChunks = true
    /// The client of the last request came by TLS, to us or to a proxy in front of us.
    var isSecure: Bool
    /// A piece of the body was asked for and has not come yet.
    var awaitsPiece = false
    /// The peer may still be sending what was not wanted.
    var isRefused = false
    /// The loop is working on the inbox further up the stack.
    var isProgressing = false

    var output = OutputQueue()
    /// libwebsockets holds back a part of the last write.
    var isBlocked = false
    /// Since when nothing could be written that waits; 0: nothing waits.
    var stalledSince = 0
    var isReading = true
    var lastWriteTurn: UInt32 = .max
    var wantsWritable = false

    var reader: WebSocketReader?
    var lightFrames: RateGate?
    var closeCode: UInt16 = 1006
    var isOpened = false
    var nextPing = 0
    var awaitsPong = false

    init(id: ConnectionID, wsi: OpaquePointer, descriptor: Int32, peer: HTTPRequest.Peer, network: String?, deadline: Int) {
        self.id = id
        self.wsi = wsi
        self.descriptor = descriptor
        self.peer = peer
        self.network = network
        self.deadline = deadline
        isSecure = peer.usesTLS
    }

    /// Nothing waits to be written.
    var isClear: Bool { output.isEmpty && !isBlocked }

    var unused: Int { inbox.count - used }

    /// Gives back what was used up; a large buffer is not kept for a small request. What stood there is written over: a body may have been
    /// told in confidence.
    func compact() {
        guard used > 0 else { return }
        wipe(..<used)
        if used == inbox.count {
            inbox.removeAll(keepingCapacity: inbox.capacity <= 16 << 10)
        } else {
            inbox.removeFirst(used)
        }
        used = 0
    }

    /// Makes room for a body of which some has come, in one piece: what grows by itself leaves copies behind.
    func makeRoom(for count: Int) {
        guard used > 0 || inbox.capacity < count else { return }
        var roomy: [UInt8] = []
        roomy.reserveCapacity(count)
        roomy.append(contentsOf: inbox[used...])
        wipe(..<inbox.count)
        (inbox, used) = (roomy, 0)
    }

    private func wipe(_ range: PartialRangeUpTo<Int>) {
        inbox.withUnsafeMutableBytes { _ = UnsafeMutableRawBufferPointer(rebasing: $0[range]).initializeMemory(as: UInt8.self, repeating: 0) }
    }
}
