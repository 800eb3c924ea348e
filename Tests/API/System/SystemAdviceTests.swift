import Periods
import Runtime
import Store
import Testing

@testable import API
@testable import Keeping

@Suite struct SystemAdviceTests {
    private static let now = Instant(seconds: 1_800_000_000)
    private static let day: Int64 = 86_400

    private static func codes(_ change: (inout SystemAdvice.Facts) -> Void) -> [String] {
        var facts = SystemAdvice.Facts(now: now)
        facts.volume = (100 << 30, 200 << 30)
        facts.backups = (21_600, now.adding(seconds: -3_600), nil, false)
        change(&facts)
        return SystemAdvice.all(facts).map(\.code.rawValue)
    }

    @Test func `where all is well nothing is said`() { #expect(Self.codes { _ in } == []) }

    private static let cases: [(String, @Sendable (inout SystemAdvice.Facts) -> Void)] = [
        ("read-only", { $0.state = .readOnly(reason: "x", recovers: false) }),
        ("disk-full", { $0.volume = (63 << 20, 1 << 40) }),
        ("disk-low", { $0.volume = (500 << 20, 1 << 40) }),
        ("disk-low", { facts in (facts.volume, facts.databaseBytes) = ((90 << 30, 200 << 30), 50 << 30) }),
        ("no-backups", { $0.backups = nil }),
        ("backup-late", { $0.backups?.last = now.adding(seconds: -43_201) }),
        ("backup-failed", { $0.backups?.failure = now.adding(seconds: -60) }),
        ("backups-here", { $0.backups?.isHere = true }),
        ("not-sound", { $0.verification = .init(at: now, isSound: false, head: .zero, commands: 1, finding: "x") }),
        ("verification-late", { $0.verification = .init(at: now.adding(seconds: -16 * day), isSound: true, head: .zero, commands: 1, finding: nil) }),
        ("due-late", { $0.dueLag = 301 }),
        ("certificate-over", { $0.certificateEnd = now }),
        ("certificate-ends", { $0.certificateEnd = now.adding(seconds: 14 * day - 1) }),
        ("hooks-full", { $0.hooks = [.full] }),
        ("hooks-broken", { $0.hooks = [.broken, .broken] }),
        ("hooks-fail", { $0.hooks = [.failed(1), .failed(2)] }),
        ("hooks-open", { $0.hooks = [.open] }),
        ("descriptors-low", { $0.descriptors = (10, 1_024) }),
    ]

    @Test(arguments: cases.indices)
    func `each trouble is told alone`(index: Int) { #expect(Self.codes(Self.cases[index].1) == [Self.cases[index].0]) }

    @Test func `what is just well is not told`() {
        #expect(Self.codes { $0.volume = nil } == [])
        #expect(Self.codes { $0.backups?.last = Self.now.adding(seconds: -43_200) } == [])
        #expect(Self.codes { $0.certificateEnd = Self.now.adding(seconds: 14 * Self.day) } == [])
        #expect(Self.codes { $0.dueLag = 300 } == [])
    }

    /// What is wrong comes before what may become so.
    @Test func `the worst comes first`() {
        let codes = Self.codes { facts in
            facts.backups = nil
            facts.dueLag = 1_000
            facts.descriptors = (1, 1)
        }
        #expect(codes.first == "due-late" && codes.count == 3)
    }

    @Test func `a server that does not last is not asked for backups`() { #expect(Self.codes { facts in (facts.backups, facts.isKept) = (nil, false) } == []) }

    @Test func `what came of a verification is read back`() {
        for finding in [nil, "seal 7: \"changed\""] {
            let result = Verifier.Result(at: Self.now, isSound: finding == nil, head: .zero, commands: 12, finding: finding)
            #expect(Verifier.Result(text: result.text) == result)
        }
        #expect(Verifier.Result(text: "{}") == nil && Verifier.Result(text: "") == nil)
    }
}
