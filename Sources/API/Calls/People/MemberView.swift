import Identity
import JSON
import Periods
import PointsEngine

/// A member in a list of people.
struct MemberView: Sendable {
    let directory: Directory
    let caller: Caller
    let now: Instant

    /// - Parameter available: nil where the reader may not know it, or nobody asked.
    func write(_ member: Member, available: Points?, to writer: inout JSONWriter) {
        let people = PersonView(directory: directory, now: now)
        let tier = directory.standings[member.id]?.tier
        writer.object { writer in
            writer.member("id", member.id.text)
            writer.member("name", member.name)
            people.team(member.team(at: now), "team", &writer)
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
            writer.member("etag", "\(member.revision)")
        }
    }
}
