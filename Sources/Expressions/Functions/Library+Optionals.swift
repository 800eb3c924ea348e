/// Extension `optionals`, but `or` and `orValue`, which compute their argument only where it is needed.
extension Library {
    static let optionals: [LibraryFunction] = [
        .function("optional.of", ([.parameter(0)], .optional(.parameter(0))), by: .unary { (value) throws(EvaluationError) in .present(value) }),
        .function("optional.ofNonZeroValue", ([.parameter(0)], .optional(.parameter(0))), by: .unary { (value) throws(EvaluationError) in
            value.isZero ? .absent : .present(value)
        }),
        .function("optional.none", ([], .optional(.parameter(0))), by: .variadic { (_) throws(EvaluationError) in .absent }),
        .method("hasValue", ([.optional(.dyn)], .bool), by: .unary { (value) throws(EvaluationError) in .bool(try value.unwrapped() != nil) }),
        .method("value", ([.optional(.parameter(0))], .parameter(0)), by: .unary { (value) throws(EvaluationError) in
            guard let value = try value.unwrapped() else { throw .optionalIsNone }
            return value
        }),
    ]

    static let collections: [LibraryFunction] = [
        .method("first", ([.list(.parameter(0))], .optional(.parameter(0))), by: .unary { (value) throws(EvaluationError) in
            guard case .list(let list) = value else { throw .noOverload("first", [value]) }
            return list.count == 0 ? .absent : .present(list[0])
        }),
        .method("last", ([.list(.parameter(0))], .optional(.parameter(0))), by: .unary { (value) throws(EvaluationError) in
            guard case .list(let list) = value else { throw .noOverload("last", [value]) }
            return list.count == 0 ? .absent : .present(list[list.count - 1])
        }),
    ]
}

extension CELValue {
    /// The empty, false or zero value of its type.
    fileprivate var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let bool): !bool
        case .int(let int): int == 0
        case .uint(let uint): uint == 0
        case .double(let double): double == 0
        case .decimal(let decimal): decimal.isZero
        case .string, .bytes, .list, .map: size == 0
        case .timestamp(let timestamp): timestamp.seconds == 0 && timestamp.nanos == 0
        case .duration(let duration): duration.nanoseconds == 0
        case .type: false
        case .optional(let optional): optional.value == nil
        }
    }
}
