import Identity

extension Draft {
    /// The revision after a change: `expected` is what the change was made on, nil for something new.
    func nextRevision(_ expected: Int64?, known: Int64?) throws -> Int64 {
        switch (expected, known) {
        case (nil, nil): return 1
        case (nil, _?): throw Refusal(.conflict, at: "/id", "it is there already, otherwise")
        case (_?, nil): throw Refusal(.notFound)
        case let (expected?, known?):
            guard expected == known else { throw Refusal(.stale) }
            return known + 1
        }
    }
}
