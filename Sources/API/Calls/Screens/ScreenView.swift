import Identity
import JSON
import Periods
import PointsEngine
import Projection
import Store

/// A screen, as administrators and the screen itself see it.
struct ScreenView: Sendable {
    let directory: Directory
    let now: Instant
    let signIn: SignInPolicy

    /// - Parameter withCompany: what a page needs beside it, which has no session to ask.
    func write(_ screen: Screen, withCompany: Bool = false, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", screen.id)
            writer.member("state", "confirmed")
            writer.member("name", orNull: screen.shows.name)
            writer.member("boards", screen.shows.boards)
            PersonView(directory: directory, now: now).team(screen.shows.team.map { TeamID($0) }, "team", &writer)
            writer.member("language", orNull: screen.shows.language)
            writer.member("sound", screen.shows.hasSound)
            writer.member("pace", screen.shows.pace)
            writer.member("created", screen.created.rfc3339)
            writer.member("by", orNull: Actor(text: screen.confirmedBy).map(name))
            writer.member("used", orNull: screen.used)
            writer.member("expires", JSONValue.null)
            if withCompany { writer.object("company") { CompanyView.write(directory.programme, signIn, at: now, to: &$0) } }
        }
    }

    private func name(of actor: Actor) -> String {
        switch actor {
        case .member(let id): directory.members[id]?.name ?? id.text
        case .account(let name, _), .token(let name): name
        case .administrator, .system: "administrator"
        }
    }

    /// One that still shows its code.
    func write(_ pending: PendingScreens.Pending, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", pending.id)
            writer.member("state", "waiting")
            for key in ["name", "team", "language", "created", "by", "used"] { writer.member(key, JSONValue.null) }
            writer.member("boards", [String]())
            writer.member("sound", false)
            writer.member("pace", Screen.Shows.usualPace)
            writer.member("expires", pending.expires.rfc3339)
        }
    }
}
