import Identity

/// A sheet: of whom, for which period, by which form.
package struct SheetID: Hashable, Comparable, Sendable {
    package let form: String
    /// The key of the period.
    package let period: String
    package let member: MemberID

    package init(form: String, period: String, member: MemberID) {
        self.form = form
        self.period = period
        self.member = member
    }

    /// `rep-quarter/2026-Q4/na`. Neither a form nor a period has a slash in its name; what follows the second one is the member.
    package var text: String { "\(form)/\(period)/\(member)" }

    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(form: String(parts[0]), period: String(parts[1]), member: MemberID(String(parts[2])))
    }

    /// As it stands in a path, which has no slashes within: as ids of requests do.
    package var inPath: String { RequestID(text).inPath }

    /// Also reads the text itself, where a client has escaped its slashes.
    package init?(inPath text: String) {
        guard let id = RequestID(inPath: text).flatMap({ SheetID($0.text) }) else { return nil }
        self = id
    }

    package static func < (a: Self, b: Self) -> Bool {
        (a.form, a.period) == (b.form, b.period) ? a.member < b.member : (a.form, a.period) < (b.form, b.period)
    }
}
