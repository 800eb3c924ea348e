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
    case conflicting(ImportReason)
    case refused(ImportReason)
    /// Nothing can be written now; the import ends, and may be repeated.
    case unavailable(String)
}

/// Why something was not taken.
package struct ImportReason: Hashable, Sendable {
    /// A stable code: `conflict`, `unknown-member` …; `malformed` where the row gave no value that fits.
    package let code: String
    /// In English, with the field and its value: `member "wang": there is no such member`.
    package let message: String
    /// The field at fault as the map calls it, and what the row gave it; nil where none is.
    package let field: String?
    package let value: String?

    package init(code: String, message: String, field: String? = nil, value: String? = nil) {
        self.code = code
        self.message = message
        self.field = field
        self.value = value
    }
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
        case .conflict: self = .conflicting(ImportReason(code: Code.conflict.rawValue, message: refusal.words))
        // A tree of teams that cannot be is a file that contradicts itself, or what is recorded.
        case .malformed where refusal.pointer == "/parent": self = .conflicting(item.reason(refusal, code: .conflict))
        default: self = .refused(item.reason(refusal, code: refusal.code))
        }
    }
}

extension ImportedRow.Item {
    fileprivate func reason(_ refusal: Refusal, code: Code) -> ImportReason {
        let words = refusal.detail ?? refusal.code.words
        guard let field = refusal.field else { return ImportReason(code: code.rawValue, message: words) }
        let (name, whole) = named(field), value = whole.map { String($0.prefix(80)) }
        return ImportReason(code: code.rawValue, message: name + (value.map { " \"\($0)\"" } ?? "") + ": " + words, field: name, value: value)
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
        case (let customer as PutCustomer, "id"): ("customer", customer.id.text)
        case (let customer as PutCustomer, "owner"): ("owner", customer.owner?.text)
        case (let team as PutTeam, "id"): ("team", team.id.text)
        case (let team as PutTeam, "parent"): ("parent", team.parent?.text)
        default: (field, nil)
        }
    }
}
