import NaiveModel
import Seeds

/// What people do with customers.
extension StepMaker {
    mutating func customer() -> Tree.Pair {
        number += 1
        let id = random.one(["c1", "c2", "c3", "c4", "客户", "new-\(random.pick(1...3))"])
        let by: [Tree.Pair] = random.chance(50) ? [.init("by", .plain(random.one(members)))] : []
        var pairs: [Tree.Pair] = [.init("id", .string(id))]
        switch random.pick(1...10) {
        case 1...4: pairs.append(.init("owner", .plain(random.one(members + ["none"]))))
        case 5...6: pairs.append(.init("potential", .number(random.one([0, 200, 300, 900]))))
        case 7...9: pairs += [.init("class", .plain(random.one(["A", "B", "C"]))), .init("request", .plain("k\(number)"))]
        default: pairs.append(.init("into", .string(random.one(["c1", "c2", "c3", "c4"]))))
        }
        return .init("customer", .map(pairs + by))
    }
}
