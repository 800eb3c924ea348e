import Identity
import JSON

/// Splits points by shares with the largest remainder, ties to the order given: 100 in three equal parts is 34, 33, 33.
/// A deduction is split by its size.
///
/// - Parameter shares: sum to exactly 1.
package func split(_ points: Points, by shares: [Decimal]) throws(DecimalError) -> [Points] {
    let size = Decimal(Int64(points.magnitude))
    var parts: [Points] = []
    var remainders: [Decimal] = []
    for share in shares {
        let exact = try size.multiplied(by: share)
        let whole = exact.rounded(.down)
        parts.append(whole.int64 ?? 0)
        remainders.append(try exact.subtracting(whole))
    }
    let missing = Int(Points(points.magnitude) - parts.reduce(0, +))
    let order = remainders.indices.sorted { remainders[$0] == remainders[$1] ? $0 < $1 : remainders[$0] > remainders[$1] }
    for index in order.prefix(missing) { parts[index] += 1 }
    return points < 0 ? parts.map { -$0 } : parts
}
