import Synchronization

/// A node, as it has written itself down beside the log.
package struct LogNode: Hashable, Sendable {
    package var name: String
    /// Where the others call it; nil: it takes no calls.
    package var url: String?
    /// What the others say when they call it: made anew at each start, so that trust is access to the log.
    package var token: [UInt8]?
    package var program: String?
    package var format: Int64?
    /// What deciding depends on outside of the log; nil: it does not say.
    package var print: [UInt8]?
    package var isLive: Bool
    /// The last seal that its replica has; nil: it does not say.
    package var head: Int64?
    /// Why it is not ready; nil: it is.
    package var state: String?

    package init(
        _ name: String, url: String? = nil, token: [UInt8]? = nil, program: String? = nil, format: Int64? = nil, print: [UInt8]? = nil, isLive: Bool = true
    ) {
        self.name = name
        self.url = url
        self.token = token
        self.program = program
        self.format = format
        self.print = print
        self.isLive = isLive
    }
}

/// What a node has seen of the others a moment ago: written by its heartbeat, read on any thread.
package final class ClusterState: Sendable {
    package struct View: Hashable, Sendable {
        package var nodes: [LogNode]
        /// Who leads; nil: nobody does.
        package var leader: String?
        package var term: Int64
        package var head: Int64
        /// How far this machine's clock is ahead of the log's, in microseconds.
        package var clockOffset: Int64
        package var synchronousReplicas: Int

        package init(nodes: [LogNode] = [], leader: String? = nil, term: Int64 = 0, head: Int64 = 0, clockOffset: Int64 = 0, synchronousReplicas: Int = 0) {
            self.nodes = nodes
            self.leader = leader
            self.term = term
            self.head = head
            self.clockOffset = clockOffset
            self.synchronousReplicas = synchronousReplicas
        }

        package var leading: LogNode? { nodes.first { $0.name == leader } }
    }

    /// This node.
    package let own: LogNode
    private let view = Mutex<View?>(nil)

    package init(_ own: LogNode) { self.own = own }

    /// Nil: nothing was seen yet, or not for a while.
    package var now: View? { view.withLock { $0 } }

    package func see(_ new: View?) { view.withLock { $0 = new } }
}
