import Identity
import JSON

/// Gives a member another picture, or none. The bytes stand elsewhere, outside what is sealed: here is only their hash, which says nothing once they are gone.
///
/// Refusals: `unknown-member`, `not-permitted`, `stale`, `malformed`.
package struct SetPicture: Command, Hashable {
    package static let name = "set-picture"
    package static let group: AuditGroup? = .member

    package let id: MemberID
    /// Nil: none.
    package let picture: PictureID?
    /// The revision of the member that it was made on; nil: any.
    package let revision: Int64?

    package init(_ id: MemberID, _ picture: PictureID?, revision: Int64? = nil) {
        self.id = id
        self.picture = picture
        self.revision = revision
    }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("picture", ifPresent: picture?.text)
        writer.member("revision", ifPresent: revision)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(
            MemberID(try stored.subject), try fields.optionalText("picture").map { try fields.require("picture", PictureID($0)) },
            revision: try fields.optionalInteger("revision"))
    }

    package func carryOut(on draft: Draft) throws -> Configured<Member> {
        let known = try draft.member(id)
        guard try draft.rights.mayPicture(known) else { throw Refusal(.notPermitted) }
        guard revision.map({ $0 == known.revision }) ?? true else { throw Refusal(.stale) }
        guard picture != known.picture else { return Configured(known, isRepetition: true) }
        var member = known
        member.picture = picture
        member.revision += 1
        draft.overlay.changes.members[id] = member
        return Configured(member)
    }
}
