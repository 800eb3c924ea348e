import Seeds
import Simulation

/// Very many steps from one seed: companies one after the other, each with a history of its own length, most of them short and some long,
/// so that memory stays that of the longest.
struct LongTrial {
    let seed: UInt64
    let steps: Int
    /// About how long a history is.
    let length: Int

    /// - Returns: whether engine and model always agreed.
    func run() throws -> Bool {
        var random = Seeded(seed: seed)
        var done = 0, histories = 0, longest = 0
        let began = ContinuousClock.now
        while done < steps {
            let history = random.next()
            let wanted = random.chance(80) ? random.pick(length / 4...length) : random.pick(length...3 * length)
            let count = min(wanted, steps - done)
            let differences = try Simulation.run(seed: history, steps: count, wholeEvery: max(5, count / 50))
            guard differences.isEmpty else {
                print("seed \(seed), history \(histories + 1) of seed \(history), \(count) steps: \(differences.prefix(4).joined(separator: "\n"))")
                return false
            }
            (done, histories, longest) = (done + count, histories + 1, max(longest, count))
            if histories % 100 == 0 { print("\(done) steps, \(histories) histories, \(began.duration(to: .now))") }
        }
        print("seed \(seed): \(done) steps in \(histories) histories of up to \(longest), no difference, \(began.duration(to: .now))")
        return true
    }
}
