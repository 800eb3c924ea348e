import Identity
import Ledger
import Periods
import Seeds
import Testing

/// Random histories of one account, with short expiries, chains of corrections, corrected deductions and cancelled redemptions: whatever
/// happens, the invariants hold and the entries add up, and the laws of `points.md` ("The small print", "Activities") hold.
@Suite("Random histories of an account")
struct AccountProperties {
    /// The last ones once broke something.
    static let seeds = Array(1...100) + [420, 2941]

    private func purse(_ seed: Int, _ random: inout Seeded, steps: Int = 40) throws -> Purse {
        var purse = Purse()
        if seed % 3 == 0 { purse.overdraft = .floor }
        for _ in 0..<steps { try purse.step(&random) }
        return purse
    }

    @Test(arguments: seeds)
    func `keep every invariant`(seed: Int) throws {
        var random = Seeded(seed: UInt64(seed))
        var purse = Purse()
        if seed % 3 == 0 { purse.overdraft = .floor }
        for step in 0..<120 {
            try purse.step(&random)
            let violations = try purse.violations()
            guard violations.isEmpty else {
                Issue.record("seed \(seed), step \(step): \(violations.joined(separator: "; "))")
                return
            }
        }
    }

    @Test(arguments: seeds)
    func `neutral: a correction to the same points changes nothing, then or later`(seed: Int) throws {
        var random = Seeded(seed: UInt64(seed))
        let purse = try purse(seed, &random)
        var corrected = purse, same = purse
        for index in purse.awards.indices where random.below(2) == 0 && purse.awards[index].size > 0 {
            try corrected.correct(index, to: purse.awards[index].size)
        }
        for index in purse.deductions.indices where random.below(2) == 0 { try corrected.correct(deduction: index, to: purse.deductions[index].size) }
        #expect(try corrected.picture() == same.picture(), "seed \(seed)")
        var other = random
        for step in 0..<30 {
            try corrected.step(&random)
            try same.step(&other)
            guard try corrected.picture() == same.picture() else {
                Issue.record("seed \(seed): differs \(step + 1) steps later: \(try corrected.picture()) and \(try same.picture())")
                return
            }
        }
    }

    @Test(arguments: seeds)
    func `path: two corrections with nothing between leave what the last one alone leaves`(seed: Int) throws {
        var random = Seeded(seed: UInt64(seed))
        let purse = try purse(seed, &random)
        // A version that pays a debt on the way is something between.
        guard purse.account.wallet.debts.isEmpty else { return }
        for index in purse.awards.indices {
            let (b, c) = (Points(random.below(130)), Points(random.below(130)))
            var long = purse, short = purse
            try long.correct(index, to: b)
            try long.correct(index, to: c)
            try short.correct(index, to: c)
            #expect(try long.picture().lots == short.picture().lots && long.account.wallet.debt == short.account.wallet.debt, "seed \(seed): award \(index) by \(b) to \(c)")
        }
        for index in purse.deductions.indices {
            let (b, c) = (Points(random.below(60)), Points(random.below(60)))
            var long = purse, short = purse
            try long.correct(deduction: index, to: b)
            try long.correct(deduction: index, to: c)
            try short.correct(deduction: index, to: c)
            #expect(try long.picture().lots == short.picture().lots && long.account.wallet.debt == short.account.wallet.debt, "seed \(seed): deduction \(index) by \(b) to \(c)")
        }
    }

    @Test(arguments: seeds)
    func `undo: when everything is taken back, in any order and at any times, nothing is left, for ever`(seed: Int) throws {
        var random = Seeded(seed: UInt64(seed))
        var purse = try purse(seed, &random)
        var left = purse.awards.indices.map { ("award", $0) } + purse.deductions.indices.map { ("deduction", $0) } + purse.spendings.map { _ in ("spending", 0) }
        while !left.isEmpty {
            let (what, index) = left.remove(at: random.below(left.count))
            try purse.pass(seconds: Int64(random.below(60_000)))
            switch what {
            case "award": try purse.correct(index, to: 0)
            case "deduction": try purse.correct(deduction: index, to: 0)
            default: try purse.cancel(random.below(purse.spendings.count), graceUntil: random.below(2) == 0 ? purse.now.adding(seconds: 50_000) : nil)
            }
            #expect(try purse.violations() == [], "seed \(seed)")
        }
        for _ in 0..<5 {
            #expect(purse.account.wallet.lots.isEmpty && purse.account.wallet.debts.isEmpty, "seed \(seed)")
            #expect(purse.sum == 0, "seed \(seed)")
            try purse.pass(seconds: 100_000)
        }
    }
}
