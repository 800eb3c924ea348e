import Identity
import JSON
import Periods
import RuleEngine
import Seeds
import Testing

@Suite("A ladder")
struct LadderTests {
    private static let steps = "steps: [{from: 100, rate: 0.01}, {from: 1000, rate: 0.02}, {from: 5000, rate: 0.05}]"

    private static func ladder(_ mode: String, _ steps: String = steps, over: String = ", over: event") throws -> Ladder {
        let bench = try JudgingBench("[{id: r, on: sale, award: {ladder: {of: data.points\(over), mode: \(mode), \(steps)}}}]")
        guard case .ladder(let ladder) = bench.set.rules[0].award else { throw LadderExpected() }
        return ladder
    }

    private struct LadderExpected: Error {}

    @Test(arguments: [
        ("whole", [0, 99, 100, 999, 1_000, 5_000, 6_000], ["0", "0", "1", "9.99", "20", "250", "300"]),
        ("marginal", [0, 99, 100, 999, 1_000, 5_000, 6_000], ["0", "0", "0", "8.99", "9", "89", "139"]),
    ])
    func `is worth what its steps say`(_ mode: String, _ totals: [Int64], _ values: [String]) throws {
        let ladder = try Self.ladder(mode)
        #expect(try totals.map { try ladder.value(of: Decimal($0)) } == values.map { try #require(Decimal(parsing: $0)) })
    }

    @Test func `may pay points for a step that is reached`() throws {
        let steps = "steps: [{from: 10, points: 100}, {from: 20, points: 300}]"
        let whole = try Self.ladder("whole", steps), marginal = try Self.ladder("marginal", steps)
        #expect(try [9, 10, 19, 20].map { try whole.value(of: $0) } == [0, 100, 100, 300])
        #expect(try [9, 10, 19, 20].map { try marginal.value(of: $0) } == [0, 100, 100, 400])
    }

    /// What the awards of a period sum to is what the ladder says of its total, in whatever order and size the parts came.
    @Test(arguments: ["whole", "marginal"])
    func `over a period never drifts from its total`(mode: String) throws {
        var random = Seeded()
        let ladder = try Self.ladder(mode)
        for _ in 0..<60 {
            var bench = try JudgingBench("[{id: r, on: sale, award: {ladder: {of: data.points, over: month, mode: \(mode), \(Self.steps)}}}]")
            var total: Int64 = 0, given: Points = 0
            for _ in 0..<random.pick(1...15) {
                let amount = Int64(random.pick(0...1_500))
                total += amount
                given += try bench.points(amount, at: .hours(Int64(random.pick(0...23)), days: Int64(random.pick(0...20))))
                let value = try ladder.value(of: Decimal(total)).rounded(.down)
                #expect(Decimal(given) == value, "\(random)")
            }
        }
    }

    @Test func `over a period begins anew in the next, and climbs for each member alone`() throws {
        var bench = try JudgingBench("[{id: r, on: sale, award: {ladder: {of: data.points, over: month, mode: marginal, \(Self.steps)}}}]")
        #expect(try [bench.points(1_000), bench.points(1_000), bench.points(1_000, of: "wang"), bench.points(1_000, at: .hours(12, days: 30))] == [9, 20, 9, 9])
    }

    @Test func `without a period asks each activity alone`() throws {
        var bench = try JudgingBench("[{id: r, on: sale, award: {ladder: {of: data.points, over: event, mode: whole, \(Self.steps)}}}]")
        #expect(try [bench.points(999), bench.points(999), bench.points(1_000)] == [9, 9, 20])
    }

    @Test func `over a period moves each one's total by their part`() throws {
        var bench = try JudgingBench("[{id: r, on: sale, award: {ladder: {of: data.points, over: month, mode: whole, \(Self.steps)}}}]")
        let parts = try bench.judge(["points": 2_000], of: [.someone("li", share: 0.75), .someone("wang", share: 0.25)])
        #expect(parts.map(\.after) == [30, 5])
        #expect(parts.compactMap(\.climbed).map(\.by) == [1_500, 500])
    }
}
