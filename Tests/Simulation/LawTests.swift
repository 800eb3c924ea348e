import Foundation
import Laws
import NaiveModel
import Testing

/// The four laws of corrections, over random histories in which points lapse within days. `trial laws SEED COUNT` asks them of many more.
@Suite("The laws of corrections")
struct LawTests {
    struct Portion: Sendable, CustomStringConvertible {
        let law: Law
        let seeds: ClosedRange<UInt64>

        var description: String { "\(law), seeds \(seeds)" }
    }

    /// A thousand histories for each law, in portions that run beside each other.
    static let portions = Law.allCases.flatMap { law in stride(from: UInt64(1_001), to: 2_001, by: 250).map { Portion(law: law, seeds: $0...($0 + 249)) } }
    /// Seeds that broke a law once.
    static let brokenOnce = [Portion(law: .path, seeds: 84_405...84_405)]

    @Test("hold for the engine", arguments: portions + brokenOnce)
    func engine(portion: Portion) throws { try expect(portion.law, portion.seeds, of: EngineSubject.self) }

    @Test("hold for the naive model", arguments: [Law.neutral, .path, .undo].map { Portion(law: $0, seeds: 1...300) } + brokenOnce)
    func model(portion: Portion) throws { try expect(portion.law, portion.seeds, of: ModelSubject.self) }

    /// A law that no history asks anything of would always hold.
    @Test("ask something", arguments: Law.allCases)
    func asked(law: Law) {
        let questions = (UInt64(1)...200).compactMap { law.question(seed: $0) }
        #expect(questions.count > 50)
        #expect(questions.allSatisfy { !$0.before.isEmpty })
    }

    @Test("are asked the same for the same seed", arguments: Law.allCases)
    func repeats(law: Law) {
        for seed in UInt64(1)...20 { #expect(law.question(seed: seed)?.yaml == law.question(seed: seed)?.yaml) }
    }

    private func expect<Subject: LawSubject>(_ law: Law, _ seeds: ClosedRange<UInt64>, of subject: Subject.Type) throws {
        for seed in seeds {
            guard let question = law.question(seed: seed), try question.violation(of: subject) != nil else { continue }
            let smallest = try question.shrunk(for: subject)
            Issue.record("\(law), seed \(seed): \(try smallest.violation(of: subject) ?? "")\n\(smallest.yaml)")
            return
        }
    }
}
