import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store
import Web

/// `GET /activities/one?source=&id=`: what an activity was, what every rule said to it, and the entries that came of it.
enum ReadActivityCall {
    static let endpoint = Endpoint(
        .get, "/activities/one", .signedIn(),
        "The explanation of an activity: every rule's answer, step by step.",
        takes: .query([Argument("source", .text, "has to be there"), Argument("id", .text, "has to be there")]),
        gives: .json("Explanation")
    ) { call in
        guard let source = call.query("source"), let id = call.query("id") else { throw Problem.malformed("an activity is named by source and id", at: "id") }
        let key = ActivityKey(source: source, id: id)
        let visible = call.visible, programme = call.directory.programme
        let languages = call.directory.languages, sources = call.caller.sources
        let teamNames = call.directory.teams.mapValues { $0.name.text(in: languages) }
        call.read { reader in
            // Who may not look at it does not learn that it is there.
            guard sources.mayRead(source), let recorded = try reader.recorded(key), try visible.covers(recorded, reader) else { throw Problem.notFound }
            return try ExplanationView(recorded, programme, teamNames, at: visible.now, reader).response
        }
    }
}

extension VisibilityScope {
    /// What came of an appraisal is no further than the appraisal.
    func mayLearn(_ recorded: Recorded) -> Bool {
        guard recorded.activity.type == AppraisalActivity.type, recorded.activity.key.source.text == Activity.ownSource else { return true }
        return recorded.activity.subject.map(coversSheets) ?? false
    }

    /// Whether an activity is about somebody whose affairs may be looked into.
    func covers(_ recorded: Recorded, _ reader: Reader) throws -> Bool {
        guard mayLearn(recorded) else { return false }
        if seesAll { return true }
        return try recorded.people.contains { id in
            try id == own || (reader.member(id).map(covers) ?? false)
        }
    }
}
