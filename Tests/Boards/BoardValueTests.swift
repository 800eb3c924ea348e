import Testing
@testable import Boards

@Suite struct BoardValueTests {
    private let values: [BoardValue] = [
        .points(0), .points(3), .points(-3), .points(.max), .points(.min), .decimal(300_000_000), .decimal(299_999_999), .decimal(-1),
        .decimal(Int128(Int64.max) * 40), .ratio(1, 3), .ratio(2, 6), .ratio(-1, 3), .ratio(10, 3), .ratio(333_333_333, 1_000_000_000),
        .ratio(Int128.max, 3), .ratio(Int128.max - 1, 3), .ratio(Int128.max, Int128.max - 1), .ratio(1, Int128.max), .ratio(-1, Int128.max),
    ]

    @Test func `a ratio is compared exactly`() {
        #expect(BoardValue.ratio(1, 3) == .ratio(2, 6))
        #expect(BoardValue.ratio(1, 3) > .ratio(333_333_333_333_333_333, 1_000_000_000_000_000_000))
        #expect(BoardValue.ratio(Int128.max, Int128.max - 1) > .ratio(Int128.max - 1, Int128.max - 2 + 1))
        #expect(BoardValue.ratio(6, 2) == .points(3) && BoardValue.decimal(3 * BoardValue.unit) == .points(3))
        #expect(BoardValue.ratio(of: 1, to: 0) == nil)
        #expect(BoardValue.ratio(of: 1, to: -2) == .ratio(-1, 2))
    }

    @Test func `the order is total`() {
        for a in values {
            for b in values {
                #expect(a.compared(to: b) == -b.compared(to: a))
                for c in values where a <= b && b <= c { #expect(a <= c) }
            }
        }
    }

    @Test func `the word never contradicts the order`() {
        for a in values {
            for b in values where a.kind == b.kind {
                if a < b { #expect(a.word <= b.word) }
                if a == b { #expect(a.word == b.word) }
                if a.isItsWord, a.word == b.word { #expect(a == b) }
            }
        }
    }
}
