import Identity
import JSON
import Periods
import PointsEngine
import Projection
import Store

/// Thanks, as one reader sees them. What is hidden is there for those who may hide it, and for nobody else.
struct KudosView: Sendable {
    let directory: Directory
    let caller: Caller
    let now: Instant

    func isSeen(_ kudos: Kudos) -> Bool { kudos.hidden == nil || mayHide(kudos) }

    private func mayHide(_ kudos: Kudos) -> Bool { caller.role > .rep && directory.rights(of: caller, at: now).mayHide(kudos) }

    func write(_ kudos: Kudos, to writer: inout JSONWriter) {
        let people = PersonView(directory: directory, now: now), reason = directory.programme.company.kudos.reasons.first { $0.id == kudos.reason }
        writer.object { writer in
            writer.member("id", kudos.id.inPath)
            writer.key("from")
            people.write(kudos.from, to: &writer, withTeam: true)
            writer.key("to")
            people.write(kudos.to, to: &writer, withTeam: true)
            writer.object("reason") { writer in
                writer.member("id", kudos.reason)
                writer.member("title", orNull: reason?.title)
            }
            writer.member("text", kudos.text)
            writer.member("at", kudos.at.rfc3339)
            writer.object("claps") { writer in
                writer.member("count", kudos.claps.count)
                writer.member("mine", caller.member.map(kudos.claps.contains) ?? false)
                writer.array("people") { writer in
                    for member in kudos.claps.prefix(10) { people.write(member, to: &writer) }
                }
            }
            writer.object("hidden", of: kudos.hidden) { hidden, writer in
                writer.key("by")
                people.actor(hidden.by, to: &writer)
                writer.member("at", hidden.at.rfc3339)
                writer.member("reason", hidden.reason)
            }
            writer.member("may", may(kudos))
        }
    }

    private func may(_ kudos: Kudos) -> [String] {
        guard kudos.hidden == nil else { return [] }
        let claps = caller.member.map { $0 != kudos.from && $0 != kudos.to && !kudos.claps.contains($0) } ?? false
        return (claps ? ["clap"] : []) + (mayHide(kudos) ? ["hide"] : [])
    }
}
