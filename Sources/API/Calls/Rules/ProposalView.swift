import Installation
import JSON
import PointsEngine
import Store

/// A draft of a publication as the one sees it who seconds it: what it changes, how heavy that is, and the lines that differ.
struct ProposalView: Sendable {
    let proposal: Proposal
    /// The files that are in force, where the draft still fits them; nil: something else was published since.
    let inForce: [String: String]?
    /// What past facts said of it; nil: nobody tried it.
    var trial: RuleDraft.Trial?

    var json: JSONValue {
        [
            "version": .string(proposal.version), "effective": proposal.effective.map { .string($0.rfc3339) } ?? .null,
            "needs": .string(proposal.needs.rawValue), "stale": .bool(inForce == nil),
            "trial": trial.map { RuleDraftView.json($0, isCurrent: inForce != nil) } ?? .null, "changes": Self.json(proposal.changes), "files": .array(files),
        ]
    }

    static func json(_ changes: [Proposal.Change]) -> JSONValue {
        .array(changes.map { change in
            ["weight": .string(change.weight.rawValue), "kind": .string(change.kind), "name": .string(change.name), "what": .string(change.what)]
        })
    }

    private var files: [JSONValue] {
        inForce.map { Self.differences(from: $0, to: proposal.source) } ?? []
    }

    /// The lines of files that differ.
    static func differences(from old: [String: String], to new: [String: String]) -> [JSONValue] {
        Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map { path in
            let difference = LineDifference(from: old[path] ?? "", to: new[path] ?? "")
            let lines = difference.lines.map { line -> JSONValue in ["mark": .string(line.mark.rawValue), "text": .string(line.text)] }
            let state = old[path] == nil ? "added" : new[path] == nil ? "removed" : "changed"
            return ["path": .string(path), "state": .string(state), "lines": .array(lines)]
        }
    }
}

extension ProposalView {
    init(_ proposal: Proposal, _ reader: Reader) throws {
        let files = try reader.ruleFiles()
        self.init(proposal: proposal, inForce: Publishing.base(of: files) == proposal.base ? files : nil)
        let tried = Publishing.base(of: proposal.source)
        trial = try reader.ruleDrafts().lazy.compactMap(\.trial).first { $0.files == tried }
    }
}
