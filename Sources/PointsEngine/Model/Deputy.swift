import Identity
import JSON
import Periods

/// Who decides what waits for an absent leader, from then until then.
package struct Deputy: Hashable, Sendable {
    package let member: MemberID
    package let from: Instant
    /// The first instant at which the leader decides alone again.
    package let until: Instant

    package init(_ member: MemberID, from: Instant, until: Instant) {
        self.member = member
        self.from = from
        self.until = until
    }

    package func isActive(at now: Instant) -> Bool { from <= now && now < until }
}

extension Deputy {
    func write(to writer: inout JSONWriter) {
        writer.member("member", member.text)
        writer.member("from", from)
        writer.member("until", until)
    }

    init(stored fields: Fields) throws {
        self.init(MemberID(try fields.text("member")), from: try fields.instant("from"), until: try fields.instant("until"))
    }
}
