import Files
import Identity
import Installation
import JSON
import Periods
import PointsEngine
import Store
import Web

/// A draft of the rules as pages show it: whose it is, what it changes of what is in force, and what past facts said.
struct RuleDraftView: Sendable {
    let people: PersonView
    let caller: Actor

    static let brief: [(String, Shape)] = [
        ("id", .text), ("title", .text), ("by", .orNull("Named")), ("mine", .flag), ("created", .instant), ("changed", .instant), ("files", .list(.text)),
        ("trial", .orNull("RuleTrial")), ("etag", .text),
    ]
    static let whole = brief.filter { $0.0 != "files" } + [("files", "Files"), ("differences", .list("FileDifference"))]

    /// The members of the object, but for the files.
    func write(_ draft: RuleDraft, inForce: [String: String], to writer: inout JSONWriter) {
        writer.member("id", draft.id)
        writer.member("title", draft.title)
        writer.key("by")
        people.actor(draft.author, to: &writer)
        writer.member("mine", draft.author == caller)
        writer.member("created", draft.created.rfc3339)
        writer.member("changed", draft.changed.rfc3339)
        writer.member("trial", draft.trial.map { Self.json($0, isCurrent: $0.files == Publishing.base(of: draft.files(on: inForce))) } ?? .null)
        writer.member("etag", "\(draft.revision)")
    }

    func response(_ draft: RuleDraft, inForce: [String: String], status: Int = 200) -> Response {
        .json(status, etag: draft.revision) { writer in
            writer.object { writer in
                write(draft, inForce: inForce, to: &writer)
                writer.object("files") { writer in
                    for file in draft.files.sorted(by: { $0.key < $1.key }) { writer.member(file.key, orNull: file.value) }
                }
                writer.member("differences", .array(ProposalView.differences(from: inForce, to: draft.files(on: inForce))))
            }
        }
    }

    /// - Parameter isCurrent: nothing was changed since, by the author or in force.
    static func json(_ trial: RuleDraft.Trial, isCurrent: Bool) -> JSONValue {
        [
            "at": .string(trial.at.rfc3339), "from": .string(trial.from.rfc3339), "to": .string(trial.until.rfc3339), "now": .number(Decimal(trial.now)),
            "then": .number(Decimal(trial.then)), "gain": .number(Decimal(trial.gaining)), "lose": .number(Decimal(trial.losing)),
            "same": .number(Decimal(trial.unchanged)), "current": .bool(isCurrent),
        ]
    }
}

extension RuleDraft {
    /// All files as they would be.
    func files(on inForce: [String: String]) -> [String: String] { files.reduce(into: inForce) { $0[$1.key] = $1.value } }
}

extension Reader {
    func ruleDraft(_ id: String) throws -> RuleDraft? { try find(RuleDraft.self, id) }
    func ruleDrafts() throws -> [RuleDraft] { try all(RuleDraft.self).sorted(by: RuleDraft.isBefore) }
}
