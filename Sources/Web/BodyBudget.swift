import Synchronization

/// The memory that bodies of requests may take, all together, from when they are announced until nobody needs them any more.
///
/// A share is given back with the last copy of its `Share`, on whichever thread that is.
package final class BodyBudget: Sendable {
    /// Bytes that are held; they are free again when it goes.
    package final class Share: Sendable {
        private let budget: BodyBudget
        private let holder: BodyShares.Holder

        fileprivate init(_ budget: BodyBudget, _ holder: BodyShares.Holder) {
            self.budget = budget
            self.holder = holder
        }

        deinit { budget.shares.withLock { $0.giveBack(holder) } }
    }

    private let shares: Mutex<BodyShares>

    package init(bytes: Int) { shares = Mutex(BodyShares(bytes: bytes)) }

    /// Nil: there is no room now.
    package func take(_ holder: BodyShares.Holder) -> Share? { shares.withLock { $0.take(holder) } ? Share(self, holder) : nil }

    package var used: Int { shares.withLock { $0.used } }
}

/// Who holds how much of a budget: at most half of it is for one address, and at most half for those whose credentials nobody has looked
/// at, so that strangers leave room for others. What is no longer than a name and a password is counted, and kept from nobody for it.
package struct BodyShares {
    package struct Holder: Hashable, Sendable {
        package let bytes: Int
        /// Empty: not counted by address.
        package let address: String
        package let isChecked: Bool

        package init(bytes: Int, address: String, isChecked: Bool) {
            (self.bytes, self.address, self.isChecked) = (bytes, address, isChecked)
        }
    }

    private let bytes: Int
    package private(set) var used = 0
    private var unchecked = 0
    private var byAddress: [String: Int] = [:]
    private static let short = 4 << 10

    package init(bytes: Int) { self.bytes = bytes }

    package mutating func take(_ holder: Holder) -> Bool {
        guard used + holder.bytes <= bytes else { return false }
        if holder.bytes > Self.short {
            guard holder.isChecked || unchecked + holder.bytes <= bytes / 2 else { return false }
            guard holder.address.isEmpty || byAddress[holder.address, default: 0] + holder.bytes <= bytes / 2 else { return false }
        }
        used += holder.bytes
        if !holder.isChecked { unchecked += holder.bytes }
        if !holder.address.isEmpty { byAddress[holder.address, default: 0] += holder.bytes }
        return true
    }

    package mutating func giveBack(_ holder: Holder) {
        used -= holder.bytes
        if !holder.isChecked { unchecked -= holder.bytes }
        guard !holder.address.isEmpty else { return }
        let left = byAddress[holder.address, default: 0] - holder.bytes
        byAddress[holder.address] = left > 0 ? left : nil
    }
}
