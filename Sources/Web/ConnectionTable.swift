/// Connections by slot; a slot that was left gets a new generation. All operations O(1).
struct ConnectionTable {
    private var slots: [ClientConnection?] = []
    private var generations: [UInt32] = []
    private var free: [UInt32] = []

    var count: Int { slots.count - free.count }

    /// The identity of the next connection; `insert` follows.
    mutating func reserve() -> ConnectionID {
        if let slot = free.popLast() {
            return ConnectionID(slot: slot, generation: generations[Int(slot)])
        }
        slots.append(nil)
        generations.append(1)
        return ConnectionID(slot: UInt32(slots.count - 1), generation: 1)
    }

    mutating func insert(_ connection: ClientConnection) {
        slots[Int(connection.id.slot)] = connection
    }

    mutating func remove(_ id: ConnectionID) {
        guard self[id] != nil else { return }
        slots[Int(id.slot)] = nil
        generations[Int(id.slot)] &+= 1
        if generations[Int(id.slot)] == 0 { generations[Int(id.slot)] = 1 }
        free.append(id.slot)
    }

    subscript(id: ConnectionID) -> ClientConnection? {
        let slot = Int(id.slot)
        guard slot < slots.count, generations[slot] == id.generation else { return nil }
        return slots[slot]
    }

    /// All of them, as they are now.
    var all: [ClientConnection] { slots.compactMap { $0 } }
}
