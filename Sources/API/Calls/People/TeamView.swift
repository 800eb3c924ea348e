import Identity
import JSON
import Periods
import PointsEngine
import Projection

/// A team with the people in it and in the teams inside it.
struct TeamView: Sendable {
    private let heads: [TeamID: Int]
    private let languages: [String]

    init(_ call: Call) { self.init(call.directory, in: call.language, at: call.now) }

    /// - Parameter language: the reader's.
    init(_ directory: Directory, in language: Language, at now: Instant) {
        let teams = directory.members.values.filter { $0.isThere(at: now) }.flatMap { directory.lineage(of: $0.team(at: now)) }
        heads = Dictionary(teams.map { ($0, 1) }, uniquingKeysWith: +)
        languages = directory.read(in: language.rawValue).languages
    }

    func write(_ team: Team, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", team.id.text)
            writer.member("name", team.name.text(in: languages))
            writer.member("names", team.name.json)
            writer.member("parent", orNull: team.parent?.text)
            writer.member("members", heads[team.id] ?? 0)
            writer.member("etag", "\(team.revision)")
        }
    }
}
