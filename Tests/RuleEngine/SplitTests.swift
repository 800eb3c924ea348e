import Identity
import JSON
import RuleEngine
import Seeds
import Testing

@Suite("A split")
struct SplitTests {
    private static let thirds = ["0.3333333333333333333333333333333333", "0.3333333333333333333333333333333333", "0.3333333333333333333333333333333334"].compactMap { Decimal(parsing: $0) }

    /// Shares of up to 34 digits that sum to exactly 1.
    private static func shares(_ random: inout Seeded) throws -> [Decimal] {
        let digits = random.pick(1...34), unit = try #require(Decimal(coefficient: 1, exponent: -digits))
        var rest = Decimal.one, shares: [Decimal] = []
        for _ in 0..<random.pick(0...5) {
            let part = try rest.multiplied(by: try #require(Decimal(coefficient: Int128(random.pick(1...9)), exponent: -1))).rounded(toFractionDigits: digits, .down)
            guard part >= unit, try rest.subtracting(part) >= unit else { continue }
            shares.append(part)
            rest = try rest.subtracting(part)
        }
        return random.shuffled(shares + [rest])
    }

    @Test func `of points gives the largest remainders one more, whatever digits the shares have`() throws {
        #expect(try split(150, by: Self.thirds) == [50, 50, 50])
        #expect(try split(100, by: Self.thirds) == [33, 33, 34])
        #expect(try split(Points.bound, by: Self.thirds).reduce(0, +) == Points.bound)
        #expect(try split(-100, by: [0.99996, 0.00004]) == [-100, 0])
        #expect(try split(10_000, by: [0.33333, 0.33333, 0.33334]) == [3_333, 3_333, 3_334])
    }

    @Test func `of a quantity is exact as far as 18 digits go, and sums to the whole`() throws {
        #expect(try splitQuantity(10_000, by: [0.33333, 0.66667]) == [3333.3, 6666.7])
        let parts = try splitQuantity(30_000, by: Self.thirds)
        #expect(parts[0] < 10_000 && parts[0] == parts[1] && parts[2] > 10_000)
        #expect(try Decimal.sum(parts) == 30_000)
        #expect(throws: DecimalError.self) { try splitQuantity(Decimal(Points.bound).adding(.one), by: Self.thirds) }
    }

    @Test func `of anything sums to the whole, and no part is further from its share than it must be`() throws {
        var random = Seeded()
        for _ in 0..<2_000 {
            let shares = try Self.shares(&random), place = Comment(rawValue: "\(random)")
            let whole = Points(random.pick(0...random.one([9, 1_000, 1 << 52])))
            let parts = try split(whole, by: shares)
            #expect(parts.reduce(0, +) == whole, place)
            let quantity = try Decimal(whole).multiplied(by: 0.0001)
            let amounts = try splitQuantity(quantity, by: shares)
            #expect(try Decimal.sum(amounts) == quantity, place)
            for (index, share) in shares.enumerated() {
                // Where the product has few digits it can be compared.
                guard let exact = try? Decimal(whole).multiplied(by: share) else { continue }
                #expect(try Decimal(parts[index]).subtracting(exact.rounded(.down)) <= .one, place)
                guard let amount = try? quantity.multiplied(by: share), amount.exponent >= -18 else { continue }
                if shares.allSatisfy({ $0.exponent >= -14 }) { #expect(amounts[index] == amount, place) }
            }
        }
    }
}
