import API
import Cluster
import CommitLog
import Glibc
import Identity
import Journal
import Outbound
import Store

/// The copy with which a node begins that has none: from another node, else from the log.
struct NodeSnapshot {
    private let seat: NodeSeat
    private let certificates: String?

    init(_ seat: NodeSeat, certificates: String?) {
        self.seat = seat
        self.certificates = certificates
    }

    /// Puts another node's database at `path`, where there is none. Where none can be had, the log is read from its beginning.
    func fetch(to path: String) {
        for node in peers() {
            let copy = path + ".copy"
            defer { unlink(copy) }
            do {
                try download(from: node, to: copy)
                let head = try Restore.restore(copy, to: path)
                return Log.notice("copied from node \(node.name), up to command \(head.lastCommand)")
            } catch {
                Log.warning("nothing can be copied from node \(node.name): \(error)")
            }
        }
    }

    /// Those who are there; who leads has other things to do.
    private func peers() -> [LogNode] {
        // The first of all nodes finds no tables; what else is wrong is said where the log is opened.
        guard let view = try? NodeHeartbeat(seat.place).look({ 0 }) else { return [] }
        let others = view.nodes.filter { $0.isLive && $0.name != seat.place.own.name && $0.url != nil && $0.token != nil }
        return others.filter { $0.name != view.leader } + others.filter { $0.name == view.leader }
    }

    private func download(from node: LogNode, to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw CLIError("\(path): \(String(cString: strerror(errno)))") }
        defer { close(file) }
        let transfers = Transfers(certificates: certificates)
        var call = OutgoingCall((node.url ?? "") + NodeCalls.snapshot, .download(headers: [NodeHeaders.authorization(node.token)], to: file), .everywhere)
        call.milliseconds = 0
        call.connectMilliseconds = 5_000
        transfers.begin(call, 1)
        while true {
            guard let (_, outcome) = transfers.turn(atMost: .seconds(1)).first else { continue }
            guard outcome.status == 200, outcome.failure == nil else { throw CLIError(outcome.failure ?? "it answered \(outcome.status ?? 0)") }
            guard fsync(file) == 0 else { throw CLIError("\(path): \(String(cString: strerror(errno)))") }
            return
        }
    }
}
