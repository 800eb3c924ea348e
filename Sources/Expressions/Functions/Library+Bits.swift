/// Bit operations of the extension `math`.
extension Library {
    static let bits: [LibraryFunction] = [
        binary("math.bitAnd", { $0 & $1 }, { $0 & $1 }),
        binary("math.bitOr", { $0 | $1 }, { $0 | $1 }),
        binary("math.bitXor", { $0 ^ $1 }, { $0 ^ $1 }),
        .function("math.bitNot", ([.int], .int), ([.uint], .uint), by: .unary { (value) throws(EvaluationError) in
            switch value {
            case .int(let int): return .int(~int)
            case .uint(let uint): return .uint(~uint)
            default: throw .noOverload("math.bitNot", [value])
            }
        }),
        shift("math.bitShiftLeft") { $1 < 64 ? $0 << $1 : 0 },
        shift("math.bitShiftRight") { $1 < 64 ? $0 >> $1 : 0 },
    ]

    private static func binary(
        _ name: String, _ ints: @escaping @Sendable (Int64, Int64) -> Int64, _ uints: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> LibraryFunction {
        .function(name, ([.int, .int], .int), ([.uint, .uint], .uint), by: .binary { (left, right) throws(EvaluationError) in
            switch (left, right) {
            case (.int(let a), .int(let b)): return .int(ints(a, b))
            case (.uint(let a), .uint(let b)): return .uint(uints(a, b))
            default: throw .noOverload(name, [left, right])
            }
        })
    }

    /// Shifts the bits of an int as if it had no sign.
    private static func shift(_ name: String, _ shifted: @escaping @Sendable (UInt64, Int64) -> UInt64) -> LibraryFunction {
        .function(name, ([.int, .int], .int), ([.uint, .int], .uint), by: .binary { (value, count) throws(EvaluationError) in
            guard case .int(let count) = count else { throw .noOverload(name, [value, count]) }
            guard count >= 0 else { throw .invalidArgument("\(name) by a negative number") }
            switch value {
            case .int(let int): return .int(Int64(bitPattern: shifted(UInt64(bitPattern: int), count)))
            case .uint(let uint): return .uint(shifted(uint, count))
            default: throw .noOverload(name, [value])
            }
        })
    }
}
