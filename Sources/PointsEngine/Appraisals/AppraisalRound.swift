import Identity
import Periods

/// How far a form has come: the last period for which it has opened sheets, or is opening them.
package struct AppraisalRound: Hashable, Sendable {
    package let form: String
    /// The end of the period.
    package let end: Instant
    /// The last member to whom it has come; nil: it has come to all.
    package let after: MemberID?

    package init(form: String, end: Instant, after: MemberID? = nil) {
        self.form = form
        self.end = end
        self.after = after
    }
}
