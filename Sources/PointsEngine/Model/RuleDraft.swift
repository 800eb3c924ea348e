import Identity
import JSON
import Periods

/// A change of the rules that somebody works on, kept for its author and open to all who may read rules. Nothing counts before it is
/// published.
package struct RuleDraft: Hashable, Sendable {
    /// What past facts said of it.
    package struct Trial: Hashable, Sendable {
        /// Of the rule set that was tried: any later change is another one.
        package let version: String
        /// Tells the files that were tried, those that are no rules too.
        package let files: String
        package let from: Instant
        package let until: Instant
        package let at: Instant
        package let now: Points
        package let then: Points
        package let gaining: Int64
        package let losing: Int64
        package let unchanged: Int64

        package init(of files: String, version: String, from: Instant, until: Instant, at: Instant, _ effect: Effect) {
            (self.files, self.version, self.from, self.until, self.at) = (files, version, from, until, at)
            (now, then, gaining, losing, unchanged) = (effect.now, effect.then, effect.gaining, effect.losing, effect.unchanged)
        }
    }

    /// Points by the rules in force and by the draft, and how many people have more or less.
    package struct Effect: Hashable, Sendable {
        package let now: Points
        package let then: Points
        package let gaining: Int64
        package let losing: Int64
        package let unchanged: Int64

        package init(now: Points, then: Points, gaining: Int64, losing: Int64, unchanged: Int64) {
            (self.now, self.then, self.gaining, self.losing, self.unchanged) = (now, then, gaining, losing, unchanged)
        }
    }

    package let id: String
    package var title: String
    /// Who began it, and alone changes and proposes it.
    package let author: Actor
    package let created: Instant
    package var changed: Instant
    /// Files by path that differ from those in force; nil: the file goes.
    package var files: [String: String?]
    package var trial: Trial?
    package var revision: Int64

    package init(id: String, title: String, author: Actor, created: Instant, files: [String: String?]) {
        self.id = id
        self.title = title
        self.author = author
        self.created = created
        changed = created
        self.files = files
        trial = nil
        revision = 1
    }

    /// At once in the company.
    package static let most = 100
    package static let longestTitle = 200
    /// Bytes of all its files.
    package static let largest = 1 << 20

    /// The order in which they are listed: the last touched first.
    package static func isBefore(_ a: RuleDraft, _ b: RuleDraft) -> Bool { a.changed == b.changed ? a.id < b.id : a.changed > b.changed }
}

extension RuleDraft {
    package var stored: [UInt8] {
        JSONWriter.object { writer in
            writer.member("title", title)
            writer.member("author", author.text)
            writer.member("created", created)
            writer.member("changed", changed)
            writer.member("files", .object(Self.json(of: files)))
            if let trial { writer.member("trial", trial.json) }
            writer.member("revision", revision)
        }
    }

    package init(id: String, stored: [UInt8]) throws {
        let fields = try Fields(json: stored, "draft \(id)")
        self.init(id: id, title: try fields.text("title"), author: try fields.actor("author"), created: try fields.instant("created"), files: try Self.files(fields))
        changed = try fields.instant("changed")
        trial = fields.has("trial") ? try Trial(fields.fields("trial")) : nil
        revision = try fields.integer("revision")
    }

    /// Files as commands and rows hold them: a text, or null for one that goes.
    static func json(of files: [String: String?]) -> JSONObject {
        JSONObject(files.sorted { $0.key < $1.key }.map { ($0.key, $0.value.map(JSONValue.string) ?? .null) })
    }

    static func files(_ fields: Fields) throws -> [String: String?] {
        Dictionary(try fields.object("files").members.map { ($0.key, $0.value.string) }) { $1 }
    }
}

extension RuleDraft.Trial {
    var json: JSONValue {
        [
            "files": .string(files), "version": .string(version), "from": .number(Decimal(from.microseconds)), "until": .number(Decimal(until.microseconds)),
            "at": .number(Decimal(at.microseconds)), "now": .number(Decimal(now)), "then": .number(Decimal(then)), "gaining": .number(Decimal(gaining)),
            "losing": .number(Decimal(losing)), "unchanged": .number(Decimal(unchanged)),
        ]
    }

    init(_ fields: Fields) throws {
        let instant = { (key: String) in Instant(microseconds: try fields.integer(key)) }
        let effect = RuleDraft.Effect(
            now: try fields.integer("now"), then: try fields.integer("then"), gaining: try fields.integer("gaining"), losing: try fields.integer("losing"),
            unchanged: try fields.integer("unchanged"))
        self.init(of: try fields.text("files"), version: try fields.text("version"), from: try instant("from"), until: try instant("until"), at: try instant("at"), effect)
    }
}
