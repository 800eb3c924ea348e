import Identity
import JSON
import Periods
import RuleEngine

/// Something that somebody wants to happen.
///
/// A command is one file in `Commands`: its value, its name and audit group, how it is written and read back, who may give it, what it
/// decides and its refusals. It is listed once, in `CommandRegistry`, which serves the codec, the audit trail and scenarios.
///
/// ```swift
/// /// Refusals: `not-found`, `not-permitted`.
/// package struct RenameTeam: Command {
///     package static let name = "rename-team", group: AuditGroup? = .team
///     …
///     package func carryOut(on draft: Draft) throws -> Configured<Team> { … }
/// }
/// ```
package protocol Command<Answer>: Sendable {
    /// What the one who gave it is told.
    associatedtype Answer: Receipt

    /// The name of the kind, in tables and in the audit trail. It is kept for ever: a name is never given to another command.
    static var name: String { get }

    /// Under which word the audit trail lists it. Nil: only where it is asked for by its name, as steps of something larger are.
    static var group: AuditGroup? { get }

    /// What it is about, by id; kept beside the body.
    var subject: String? { get }

    /// Writes all but the subject, as members of an object that is open already.
    func write(to writer: inout JSONWriter)

    /// What `write` wrote. Commands whose content comes as bytes keep those.
    var body: [UInt8] { get }

    /// The fields of the body that may have to be forgotten, of the person whom the command is about.
    static var personal: [PersonalField] { get }

    /// - Throws: `DamagedRecord`.
    init(from stored: StoredCommand) throws

    /// Decides it: changes the draft, or throws a `Refusal`, after which nothing of the draft is kept.
    func carryOut(on draft: Draft) throws -> Answer

    /// How the draft stands when it begins and ends; commands of people have `.usual`.
    var drafting: Drafting { get }

    /// What it puts in force beside facts; most commands, nothing.
    func configure(_ programme: inout Programme, number: Int64, at now: Instant)

    /// Whether `configure` does anything.
    static var configures: Bool { get }

    /// The subject as people read it in the audit trail.
    static func shown(subject: String) -> String
}

extension Command {
    package var body: [UInt8] { JSONWriter.object { write(to: &$0) } }
    package func write(to writer: inout JSONWriter) {}
    package static var personal: [PersonalField] { [] }
    package var drafting: Drafting { .usual }
    package func configure(_ programme: inout Programme, number: Int64, at now: Instant) {}
    package static var configures: Bool { false }
    package static func shown(subject: String) -> String { subject }
}

/// How a draft stands when a command begins and ends.
package struct Drafting: Sendable {
    /// Whether what lapses at the instant of the command has lapsed before it: always, but in the phases of due work that come first.
    package var expiresFirst = true
    /// Whether those who were given points are raised to the tiers that they reach; due work reviews them instead.
    package var raisesTiers = true

    package static let usual = Drafting()
}
