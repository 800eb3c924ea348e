import Backtest
import Files
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Scenarios

/// How long a backtest takes: `trial backtest 1000000`. A million activities are promised in less than a minute.
struct BacktestTrial {
    private static let company = """
        title: Backtest
        company: {timezone: Asia/Shanghai, limits: [{per: company, window: month, points: 1000000000}]}
        rules:
          - {id: revenue, on: sale.won, when: data.amount > 0, award: {points: 1, per: 100, of: data.amount}, multiply: 'data.class == "A" ? 1.5 : 1.0', limits: [{per: member, window: day, points: 2000}], pending: P14D, expires: {after: P12M, until: month-end}}
          - {id: new, on: sale.won, award: {fixed: 20}, unique: {per: [data.customer], within: month}}
          - {id: quarter, on: sale.won, award: {ladder: {of: data.amount, over: quarter, mode: marginal, steps: [{from: 0, rate: 0.01}, {from: 300000, rate: 0.02}]}}}
        metrics: {revenue: {on: sale.won, sum: data.amount}}
        steps: [{at: 2026-01-01T00:00:00+08:00}]
        """

    /// Seconds for `count` activities of a thousand members over a year; only what the backtest itself takes.
    static func seconds(for count: Int) throws -> Double {
        let scenario = try Scenario.read(YAMLDocument(bytes: Array(company.utf8), file: "backtest.yaml"), in: ".", zones: ZoneFiles.database())
        let start = scenario.steps[0].at, set = scenario.programme.book.set(at: start)
        var members: [MemberID: Member] = [:]
        for number in 0..<1_000 { members[MemberID("m\(number)")] = Member(id: MemberID("m\(number)"), name: "m", team: TeamID("t\(number % 20)"), joined: start) }
        let teams = Dictionary(uniqueKeysWithValues: (0..<20).map { (TeamID("t\($0)"), Team(id: TeamID("t\($0)"), name: LocalizedText("t"))) })
        var backtest = Backtest(set, from: start, until: .latest, under: scenario.programme, for: Workforce(members: members, teams: teams))
        var spent = Duration.zero
        for number in 0..<count {
            let recorded = try activity(number, at: start.adding(seconds: Int64(number) * 31_000_000 / Int64(count)))
            spent += try ContinuousClock().measure { try backtest.take(recorded) }
        }
        let report = backtest.report
        print("\(report.activities) activities, \(report.total.then) points, \(report.members.count) members")
        return Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
    }

    private static func activity(_ number: Int, at time: Instant) throws -> Recorded {
        let activity = try Activity(
            source: "/crm", id: "S-\(number)", type: "sale.won", time: time, subject: "m\(number * 7 % 1_000)",
            data: ["amount": .number(Decimal(number * 131 % 9_000 + 10)), "customer": .string("C-\(number % 5_000)"), "class": number % 3 == 0 ? "A" : "B"])
        return Recorded(activity: activity, number: Int64(number + 1), recorded: time, actor: .token("crm"), decision: Decision(version: "old", judgedAs: time))
    }
}
