import Boards
import JSON

extension WindowState {
    /// The lines of a board, on the feed and over HTTP alike: `rows`, and `next` where the board is quiet. The members of an object.
    ///
    /// ```json
    /// "rows": [{"member": "li.na", "name": "李娜", "team": "east", "value": 4120, "rank": 1}], "next": {"rank": 1, "value": 5000}
    /// ```
    package func write(_ entrants: BoardDefinition.Entrants, to writer: inout JSONWriter) {
        writer.array("rows") { for row in rows { row.write(entrants, to: &$0) } }
        next?.write(to: &writer)
    }
}

extension BoardRow {
    /// `place` is said only where it is not the rank: it orders those who share one.
    func write(_ entrants: BoardDefinition.Entrants, was: Int? = nil, to writer: inout JSONWriter) {
        writer.object {
            $0.member(entrants.singular, id)
            $0.member("name", name)
            $0.member("team", ifPresent: team)
            $0.member("picture", ifPresent: picture)
            $0.member("value", value.number)
            $0.member("rank", rank)
            if place != rank { $0.member("place", place) }
            $0.member("before", ifPresent: before.map(Int64.init))
            $0.member("was", ifPresent: was.map(Int64.init))
        }
    }
}

extension BoardDefinition.Entrants {
    /// Under which a row names its entrant.
    fileprivate var singular: String {
        switch self {
        case .members: "member"
        case .teams: "team"
        case .customers: "customer"
        }
    }
}

extension NextPlace {
    func write(to writer: inout JSONWriter) {
        writer.object("next") {
            $0.member("rank", rank)
            $0.member("value", value.number)
        }
    }
}
