import Laws

/// The laws of corrections over random histories of the engine, for as long as one likes.
struct LawTrial {
    let seed: UInt64
    let count: UInt64
    /// Those that are asked.
    var laws = Law.allCases

    /// - Returns: whether all of them hold.
    func run() throws -> Bool {
        var holds = true
        for law in laws {
            let began = ContinuousClock.now
            var asked = 0, broken: [UInt64] = []
            for seed in seed..<(seed + count) {
                guard let question = law.question(seed: seed) else { continue }
                asked += 1
                guard try question.violation(of: EngineSubject.self) != nil else { continue }
                broken.append(seed)
                if broken.count <= 3 { print(try Self.report(seed, question)) }
            }
            print("\(law): \(asked) histories, \(broken.count) break it: \(broken.prefix(20)), \(began.duration(to: .now))")
            holds = holds && broken.isEmpty
        }
        return holds
    }

    private static func report(_ seed: UInt64, _ question: Law.Question) throws -> String {
        let smallest = try question.shrunk(for: EngineSubject.self)
        return "\(question.law), seed \(seed): \(try smallest.violation(of: EngineSubject.self) ?? "")\n\(smallest.yaml)"
    }
}
