import Identity
import Periods

/// What a member wants together is told at the end of the day or week.
enum NoticeDigest: DueOfThings {
    static let name = "digest"
    static func text(of member: MemberID) -> String { member.text }
    static func next(of box: NoticeBox, under programme: Programme) -> Instant? { box.due }
    static func happen(to key: String, on draft: Draft) throws { try draft.gatherNotices(of: MemberID(key)) }
}
