import Installation
import JSON
import PointsEngine
import Store

/// A draft of a publication as the one sees it who seconds it: what it changes, how heavy that is, and the lines that differ.
struct ProposalView: Sendable {
    let proposal: Proposal
    /// The files that are in force, where the draft still fits them; nil: something else was published since.
    let inForce: [String: String]?

    var json: JSONValue {
        [
            "version": .string(proposal.version), "effective": proposal.effective.map { .string($0.rfc3339) } ?? .null,
            "needs": .string(proposal.needs.rawValue), "stale": .bool(inForce == nil), "changes": Self.json(proposal.changes), "files": .array(files),
        ]
    }

    static func json(_ changes: [Proposal.Change]) -> JSONValue {
        .array(changes.map { change in
            ["weight": .string(change.weight.rawValue), "kind": .string(change.kind), "name": .string(change.name), "what": .string(change.what)]
        })
    }

    private var files: [JSONValue] {
        guard let inForce else { return [] }
        return Set(inForce.keys).union(proposal.source.keys).sorted().filter { inForce[$0] != proposal.source[$0] }.map { path in
            let difference = LineDifference(from: inForce[path] ?? "", to: proposal.source[path] ?? "")
            let lines = difference.lines.map { line -> JSONValue in ["mark": .string(line.mark.rawValue), "text": .string(line.text)] }
            let state = inForce[path] == nil ? "added" : proposal.source[path] == nil ? "removed" : "changed"
            return ["path": .string(path), "state": .string(state), "lines": .array(lines)]
        }
    }
}

extension ProposalView {
    init(_ proposal: Proposal, _ reader: Reader) throws {
        let files = try reader.ruleFiles()
        self.init(proposal: proposal, inForce: Publishing.base(of: files) == proposal.base ? files : nil)
    }
}
