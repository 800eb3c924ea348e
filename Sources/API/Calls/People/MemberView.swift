import Identity
import JSON
import Periods
import PointsEngine
import Projection

/// A member in a list of people.
struct MemberView: Sendable {
    let directory: Directory
    let caller: Caller
    let now: Instant

    /// - Parameters:
    ///   - available: nil where the reader may not know it, or nobody asked.
    ///   - withStays: the teams of all time, moves that are dated ahead too.
    func write(_ member: Member, available: Points?, withStays: Bool = false, to writer: inout JSONWriter) {
        let people = PersonView(directory: directory, now: now)
        let tier = directory.standings[member.id]?.tier
        writer.object { writer in
            writer.member("id", member.id.text)
            writer.member("name", member.name)
            people.team(member.team(at: now), "team", &writer)
            if withStays {
                writer.array("teams") { writer in
                    for (index, stay) in member.stays.enumerated() {
                        writer.object { writer in
                            // The first is that of all time before, too.
                            writer.member("from", orNull: index == 0 ? nil : stay.since)
                            people.team(stay.team, "team", &writer)
                        }
                    }
                }
            }
            writer.member("role", member.role.rawValue)
            writer.member("joined", member.joined.rfc3339)
            writer.member("left", orNull: member.left)
            if let tier {
                writer.object("tier") { writer in
                    writer.member("id", tier)
                    writer.member("title", orNull: directory.tiers.first { $0.id == tier }?.title)
                }
            } else {
                writer.member("tier", JSONValue.null)
            }
            writer.member("available", orNull: available)
            writer.member("picture", ifPresent: member.picture?.path)
            writer.member("may", .array(may(member, withStays)))
            if withStays, directory.visibility(of: caller, at: now).covers(member) {
                writer.leave(of: member)
                if member.leads { writer.deputy(of: member, people, at: now) }
            }
            writer.member("etag", "\(member.revision)")
        }
    }

    /// What the reader may do about somebody; in a list only what its buttons ask for.
    private func may(_ member: Member, _ isAlone: Bool) -> [JSONValue] {
        guard !member.isForgotten else { return [] }
        let rights = directory.rights(of: caller, at: now), isGone = !member.isThere(at: now)
        var may: [JSONValue] = (rights.mayEdit(member) ? ["change"] : []) + (isGone && rights.mayForget(member) ? ["forget"] : [])
        guard isAlone else { return may }
        if rights.mayPicture(member) { may.append("picture") }
        if member.leads, rights.mayName(deputyOf: member) { may.append("deputy") }
        return may
    }
}
