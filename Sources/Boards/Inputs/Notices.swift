import JSON

/// Something that everyone may celebrate, or hear of on the feed: a sale, first place, a tier reached, an honour.
package struct Celebration: Sendable {
    /// `sale`, `first`, `tier`, `honour`, …
    package var kind: String
    package var member: Int32
    /// Shown only to those who may see the member's row.
    package var points: Int64?
    /// A string, or a text by language.
    package var title: JSONValue
    /// Milliseconds since 1970 of the commit.
    package var at: Int64
    /// Who says it, by name: of a word of recognition.
    package var from: String?
    /// What else a kind says: `board`, `period` and `rank` of a place, `mark` of a target.
    package var more: JSONObject = [:]
    /// It tells of a row that `reveal` hides: nobody but those who see all rows hears of it.
    package var isReserved = false

    package init(kind: String, member: Int32, points: Int64?, title: JSONValue, at: Int64, from: String? = nil, more: JSONObject = [:]) {
        self.kind = kind
        self.member = member
        self.points = points
        self.title = title
        self.at = at
        self.from = from
        self.more = more
    }
}

/// Something that one member is told: points that came, a request that was decided, an expiry ahead.
package struct PersonalNotice: Sendable {
    package var kind: String
    package var member: Int32
    package var points: Int64?
    /// A string, or a text by language.
    package var title: JSONValue
    /// Milliseconds since 1970 of the commit.
    package var at: Int64
    /// What else a kind says: `state` and `request` of a decision, `expires` of a warning, places of who was overtaken.
    package var more: JSONObject
    /// It is told again to who comes later; the rest stands in the statement.
    package var isKept: Bool

    package init(kind: String, member: Int32, points: Int64?, title: JSONValue, at: Int64, more: JSONObject = [:], isKept: Bool = false) {
        self.kind = kind
        self.member = member
        self.points = points
        self.title = title
        self.at = at
        self.more = more
        self.isKept = isKept
    }
}

/// That the queue of approvals changed: a request came, or was decided.
package struct ApprovalNotice: Sendable {
    /// `opened` or `decided`.
    package var kind: String
    /// The id of the request.
    package var request: String
    /// Who benefits, if anyone: the one it is about, and never the one who may decide.
    package var member: Int32?
    /// What the request weighs against an authority.
    package var points: Int64?
    /// A string, or a text by language.
    package var title: JSONValue
    package var at: Int64

    package init(kind: String, request: String, member: Int32?, points: Int64?, title: JSONValue, at: Int64) {
        self.kind = kind
        self.request = request
        self.member = member
        self.points = points
        self.title = title
        self.at = at
    }
}

/// All that one commit means to those who watch.
package struct BoardCommit: Sendable {
    /// Milliseconds since 1970 of the commit: of what it changes beside the moves, which have their own.
    package var at: Int64 = 0
    package var moves: [BoardMoves] = []
    /// Members that are new, or were renamed, moved to another team, left or came back; by number.
    package var members: [(number: Int32, row: MemberRow)] = []
    /// Teams likewise.
    package var teams: [(number: Int32, row: TeamRow)] = []
    /// Who may stand now, or no longer, on boards that are not for everybody.
    package var admissions: [AdmissionChange] = []
    /// Customers that are new, or were renamed; by number.
    package var customers: [(number: Int32, row: CustomerRow)] = []
    /// Boards that were closed or locked.
    package var phases: [(board: BoardKey, phase: BoardPhase)] = []
    package var celebrations: [Celebration] = []
    package var personal: [PersonalNotice] = []
    package var approvals: [ApprovalNotice] = []

    package init() {}
}
