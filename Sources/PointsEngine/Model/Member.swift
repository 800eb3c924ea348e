import Identity
import JSON
import Periods

/// A person who can earn points.
package struct Member: Hashable, Sendable {
    /// A stretch of time in one team, from `since` to the next stay.
    package struct Stay: Hashable, Sendable {
        package let since: Instant
        package let team: TeamID?

        package init(since: Instant, team: TeamID?) {
            self.since = since
            self.team = team
        }
    }

    package let id: MemberID
    package var name: String
    package var role: Role
    package var joined: Instant
    /// The first instant at which the member is no longer there.
    package var left: Instant?
    package var attributes: JSONObject
    /// By time; never empty. The first counts for all time before it too.
    package private(set) var stays: [Stay]
    /// Days on which the member is away, by time; neither overlapping nor touching.
    package private(set) var leave: [DayRange] = []
    /// Who it was is forgotten: the name is the id, and nothing says it anew.
    package private(set) var isForgotten = false
    /// Their photograph; nil: their initial stands for it.
    package var picture: PictureID?
    /// Who decides while they are absent; it may be over.
    package var deputy: Deputy?
    /// Grows with each change; what `If-Match` compares.
    package var revision: Int64 = 1

    package init(id: MemberID, name: String, role: Role = .rep, team: TeamID?, joined: Instant, attributes: JSONObject = JSONObject()) {
        self.id = id
        self.name = name
        self.role = role
        self.joined = joined
        self.attributes = attributes
        stays = [Stay(since: joined, team: team)]
    }

    package init(
        id: MemberID, name: String, role: Role, joined: Instant, attributes: JSONObject, stays: [Stay]
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.joined = joined
        self.attributes = attributes
        self.stays = stays
    }

    /// Adds days to the leave, or takes them out of it.
    package mutating func set(_ days: DayRange, away: Bool) {
        var (start, end) = (days.start, days.end)
        var others: [DayRange] = []
        for stretch in leave {
            if stretch.end < days.start || days.end < stretch.start {
                others.append(stretch)
            } else if away {
                (start, end) = (min(start, stretch.start), max(end, stretch.end))
            } else {
                others += [DayRange(stretch.start, until: days.start), DayRange(days.end, until: stretch.end)].filter { !$0.isEmpty && stretch.contains($0) }
            }
        }
        leave = (others + (away ? [DayRange(start, until: end)] : [])).sorted { $0.start < $1.start }
    }

    /// Lets go of all that says who it was.
    package mutating func forget() {
        isForgotten = true
        name = id.text
        attributes = JSONObject()
        leave = []
        picture = nil
        deputy = nil
    }

    package func team(at time: Instant) -> TeamID? {
        (stays.last { $0.since <= time } ?? stays.first)?.team
    }

    package func isThere(at time: Instant) -> Bool {
        left.map { time < $0 } ?? true
    }

    /// Whether others may stand below, as far as the role goes.
    package var leads: Bool { role >= .manager }

    /// Moves to `team` from `since` on, up to the next move that is already known.
    package mutating func move(to team: TeamID?, since: Instant) {
        stays.removeAll { $0.since == since }
        let index = stays.firstIndex { $0.since > since } ?? stays.endIndex
        if index == 0, let first = stays.first {
            // The first team is that of all time before; it is no later move that would end this one.
            stays[0] = Stay(since: .earliest, team: first.team)
            stays.insert(Stay(since: since, team: team), at: 1)
        } else {
            stays.insert(Stay(since: since, team: team), at: index)
        }
    }

    /// Whether the member was in one of `teams` on at least one day of `days`.
    package func was(in teams: Set<TeamID>, during start: Instant, _ end: Instant) -> Bool {
        guard joined < end, left.map({ $0 > start }) ?? true else { return false }
        for (index, stay) in stays.enumerated() {
            guard let team = stay.team, teams.contains(team) else { continue }
            let from = max(joined, stay.since)
            let until = index + 1 < stays.count ? stays[index + 1].since : end
            if from < end, until > start, from < until, left.map({ from < $0 }) ?? true { return true }
        }
        return false
    }
}
