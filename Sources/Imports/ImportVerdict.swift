import Files
import Identity
import PointsEngine
import Runtime

/// What became of one thing that a row asked for.
package enum ImportVerdict: Hashable, Sendable {
    case recorded
    /// It was there already, with the same content: nothing is written.
    case duplicate
    /// It is there already, with other content.
    case conflicting(String)
    case refused(code: String, message: String)
    /// Nothing can be written now; the import ends, and may be repeated.
    case unavailable(String)
}

/// What carries out what rows ask for: the writer in this process, or a server.
package protocol ImportSink {
    /// Hands in at most `ImportRun.batch` items, in order. `reply` is called once, from any thread, with a verdict for each.
    func send(_ items: [ImportedRow.Item], reply: @escaping @Sendable ([ImportVerdict]) -> Void)

    /// Who is recorded already; some of them, where they are many. Blocks.
    func names() throws -> ImportNames
}

extension ImportVerdict {
    package init(_ reply: Reply, of item: ImportedRow.Item) {
        switch reply {
        case .done(let receipt, _): self = receipt.isRepetition ? .duplicate : .recorded
        case .refused(let refusal): self.init(refusal, of: item)
        }
    }

    package init(_ refusal: Refusal, of item: ImportedRow.Item) {
        switch refusal.code {
        case .readOnly, .overloaded, .unavailable, .clockDoubted: self = .unavailable(refusal.words)
        case .conflict: self = .conflicting(refusal.words)
        // A tree of teams that cannot be is a file that contradicts itself, or what is recorded.
        case .malformed where refusal.pointer == "/parent": self = .conflicting(item.words(of: refusal))
        default: self = .refused(code: refusal.code.rawValue, message: item.words(of: refusal))
        }
    }
}

extension ImportedRow.Item {
    /// What is wrong, with the field as the map calls it and its value: `member "wang": there is no such member`.
    fileprivate func words(of refusal: Refusal) -> String {
        let reason = refusal.detail ?? refusal.code.words
        guard let field = refusal.field else { return reason }
        let (name, value) = named(field)
        return name + (value.map { " \"\($0.prefix(80))\"" } ?? "") + ": " + reason
    }

    private func named(_ field: String) -> (name: String, value: String?) {
        switch (command, field) {
        case (let record as RecordActivity, "subject"): ("member", record.activity.subject?.text)
        case (let record as RecordActivity, "type"): ("type", record.activity.type)
        case (let record as RecordActivity, "source"): ("source", record.activity.key.source.text)
        case (let record as RecordActivity, "id"): ("id", record.activity.key.id.text)
        case (let member as PutMember, "id"): ("member", member.id.text)
        case (let member as PutMember, "name"): ("name", member.name)
        case (let member as PutMember, "team"): ("team", member.team?.text)
        case (let team as PutTeam, "id"): ("team", team.id.text)
        case (let team as PutTeam, "parent"): ("parent", team.parent?.text)
        default: (field, nil)
        }
    }
}
