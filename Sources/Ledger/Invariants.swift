import Identity

extension Lot {
    /// What is wrong with it, or nil.
    package var violation: String? {
        if remaining < 0 || spent < 0 || expired < 0 || reversed < 0 { return "lot \(id): a part is negative" }
        if opened != remaining + spent + expired + reversed { return "lot \(id): its parts do not sum to \(opened)" }
        return nil
    }
}

extension Wallet {
    /// What is wrong with it, or nil.
    package var violation: String? {
        if let lot = lots.lazy.compactMap(\.violation).first { return lot }
        if debt < 0 { return "\(member): negative debt" }
        if lots.contains(where: { !$0.isOpen }) { return "\(member): a closed lot is in the wallet" }
        if debt > 0, lots.contains(where: \.isMature) { return "\(member): debt beside usable points" }
        if !zip(lots, lots.dropFirst()).allSatisfy({ Lot.isSpentBefore($0, $1) }) { return "\(member): lots out of order" }
        return nil
    }
}
