import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store
import Web

/// `GET /rules`: the rules in force, as people read them.
enum ReadRulesCall {
    static let endpoint = Endpoint(
        .get, "/rules", .signedIn(),
        "The rules in force, as people read them.",
        gives: .json(["version": .text, "effective": .orNull(.instant), "items": .list("Rule"), "next": .orNull(.text)])
    ) { call in
        let programme = call.directory.programme, now = call.now, languages = call.directory.languages
        let names = call.directory.teams.mapValues { $0.name.text(in: languages) }
        let member = call.caller.member
        call.read { reader in
            let version = programme.book.version(at: now), set = version.set
            let views = try set.rules.filter { $0.applies.until.map { $0 > now } ?? true }.map { rule in
                RuleView(rule: rule, set: set, teamNames: names, total: try total(of: member, on: rule, programme.calendar, at: now, reader))
            }
            return .json { writer in
                writer.object { writer in
                    writer.member("version", set.version)
                    writer.member("effective", orNull: version.effective == .earliest ? nil : version.effective)
                    writer.array("items") { writer in views.forEach { $0.write(to: &writer) } }
                    writer.member("next", JSONValue.null)
                }
            }
        }
    }

    private static func total(
        of member: MemberID?, on rule: Rule, _ calendar: CompanyCalendar, at now: Instant, _ reader: Reader
    ) throws -> Decimal? {
        guard let member, case .ladder(let ladder) = rule.award, let over = ladder.over else { return nil }
        let days = calendar.days(of: over, containing: calendar.day(of: now))
        return try reader.tally(TallyKey(.member(member), .ladder(rule.id)), over: days).sum.rounded(toFractionDigits: 4, .halfEven)
    }
}
