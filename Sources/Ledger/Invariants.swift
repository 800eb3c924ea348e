import Identity

extension Lot {
    /// What is wrong with it, or nil.
    package var violation: String? {
        if remaining < 0 || spent < 0 || expired < 0 || reversed < 0 || expiredBeyond < 0 { return "lot \(id): a part is negative" }
        if opened != remaining + spent + expired + reversed { return "lot \(id): its parts do not sum to \(opened)" }
        if remaining > 0, expiredBeyond > 0 { return "lot \(id): more of it has expired, and some remains" }
        if let heir, root != id || heir == id { return "lot \(id): is no root and has an heir" }
        return nil
    }
}

extension Demand {
    /// What is wrong with it, or nil.
    package var violation: String? {
        (pieces + given).contains { $0.points <= 0 } ? "demand \(id): a piece of nothing" : nil
    }
}

extension Wallet {
    /// What is wrong with it, or nil.
    package var violation: String? {
        if let lot = lots.lazy.compactMap(\.violation).first { return lot }
        if debts.contains(where: { $0.points <= 0 }) { return "\(member): a debt of nothing" }
        if !zip(debts, debts.dropFirst()).allSatisfy({ $0.since <= $1.since }) { return "\(member): debts out of order" }
        if lots.contains(where: { !$0.isOpen }) { return "\(member): a closed lot is in the wallet" }
        if debt > 0, lots.contains(where: \.isMature) { return "\(member): debt beside usable points" }
        if !zip(lots, lots.dropFirst()).allSatisfy({ Lot.isSpentBefore($0, $1) }) { return "\(member): lots out of order" }
        return nil
    }
}
