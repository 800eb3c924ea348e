import Identity
import JSON

/// Marks notices as read: some of them, or all up to one.
///
/// Refusals: `not-permitted` (nobody but the member), `not-found`.
package struct ReadNotices: Command, Hashable {
    package static let name = "read-notices"
    package static let group: AuditGroup? = nil

    package let ids: [String]
    /// The number of the last command whose notices are all read.
    package let through: Int64?

    package init(ids: [String] = [], through: Int64? = nil) {
        self.ids = ids
        self.through = through
    }

    package var subject: String? { nil }

    package func write(to writer: inout JSONWriter) {
        writer.texts("ids", ids)
        writer.member("through", ifPresent: through)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(ids: try fields.texts("ids"), through: try fields.optionalInteger("through"))
    }

    package func carryOut(on draft: Draft) throws -> CarriedOut { try draft.read(self) }
}

extension Draft {
    fileprivate func read(_ command: ReadNotices) throws -> CarriedOut {
        guard let member = actor.member, try rights.role != nil else { throw Refusal(.notPermitted) }
        for (index, id) in command.ids.enumerated() {
            guard let key = NoticeKey(member: member, id: id), var notice = try overlay.find(Notice.self, key) else {
                throw Refusal(.notFound, at: "/ids/\(index)")
            }
            notice.isRead = true
            overlay.changes.notices[key] = notice
        }
        if let through = command.through {
            var box = try overlay.find(NoticeBox.self, member) ?? NoticeBox()
            // What is told later cannot be read now.
            box.readThrough = max(box.readThrough, min(through, number - 1))
            overlay.changes.noticeBoxes[member] = box
        }
        return CarriedOut()
    }
}
