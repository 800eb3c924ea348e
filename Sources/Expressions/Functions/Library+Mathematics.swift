import JSON

/// Extension `math`; decimals are numbers like the others.
extension Library {
    static let mathematics: [LibraryFunction] = [
        .variadic("math.greatest", ([.dyn], .dyn), by: .variadic { (values) throws(EvaluationError) in
            try extreme("math.greatest", values, .greater)
        }),
        .variadic("math.least", ([.dyn], .dyn), by: .variadic { (values) throws(EvaluationError) in
            try extreme("math.least", values, .less)
        }),
        rounding("math.ceil", { $0.rounded(.up) }, { integerPart($0, towards: 1) }),
        rounding("math.floor", { $0.rounded(.down) }, { integerPart($0, towards: -1) }),
        rounding("math.round", { $0.rounded(.toNearestOrAwayFromZero) }, { $0.rounded(.halfUp) }),
        rounding("math.trunc", { $0.rounded(.towardZero) }, { $0.rounded(.down) }),
        .function("math.abs", ([.int], .int), ([.uint], .uint), ([.double], .double), ([.decimal], .decimal), by: .unary(absolute)),
        .function("math.sign", ([.int], .int), ([.uint], .uint), ([.double], .double), ([.decimal], .decimal), by: .unary(sign)),
        .function("math.sqrt", ([.double], .double), ([.int], .double), ([.uint], .double), ([.decimal], .double), by: .unary(squareRoot)),
        test("math.isNaN", onDecimals: false) { $0.isNaN },
        test("math.isInf", onDecimals: false) { $0.isInfinite },
        test("math.isFinite", onDecimals: true) { $0.isFinite },
    ]

    /// The greatest or least of numbers, or of the numbers of one list; the first of equal ones.
    private static func extreme(_ name: String, _ arguments: [CELValue], _ wanted: Order) throws(EvaluationError) -> CELValue {
        var values = arguments
        if arguments.count == 1, case .list(let list) = arguments[0] { values = list.values }
        guard var best = values.first else { throw .invalidArgument("\(name) of nothing") }
        for value in values {
            guard value.isNumber else { throw .noOverload(name, [value]) }
            if value.numericOrder(to: best) == wanted { best = value }
        }
        return best
    }

    private static func rounding(
        _ name: String, _ double: @escaping @Sendable (Double) -> Double, _ decimal: @escaping @Sendable (Decimal) -> Decimal
    ) -> LibraryFunction {
        .function(name, ([.double], .double), ([.decimal], .decimal), by: .unary { (value) throws(EvaluationError) in
            switch value {
            case .double(let number): return .double(double(number))
            case .decimal(let number): return .decimal(decimal(number))
            default: throw .noOverload(name, [value])
            }
        })
    }

    /// The next integer above (1) or below (−1), or the number itself.
    private static func integerPart(_ decimal: Decimal, towards sign: Int) -> Decimal {
        decimal.rounded(decimal.signum == sign ? .up : .down)
    }

    private static func test(_ name: String, onDecimals: Bool, _ double: @escaping @Sendable (Double) -> Bool) -> LibraryFunction {
        .function(name, ([.double], .bool), ([.decimal], .bool), by: .unary { (value) throws(EvaluationError) in
            switch value {
            case .double(let number): return .bool(double(number))
            case .decimal: return .bool(onDecimals)
            default: throw .noOverload(name, [value])
            }
        })
    }

    @Sendable private static func squareRoot(_ value: CELValue) throws(EvaluationError) -> CELValue {
        guard let double = value.asDouble else { throw .noOverload("math.sqrt", [value]) }
        return .double(double.squareRoot())
    }

    @Sendable private static func absolute(_ value: CELValue) throws(EvaluationError) -> CELValue {
        switch value {
        case .int(let int):
            guard int != .min else { throw .overflow }
            return .int(abs(int))
        case .uint: return value
        case .double(let double): return .double(abs(double))
        case .decimal(let decimal): return .decimal(decimal.magnitude)
        default: throw .noOverload("math.abs", [value])
        }
    }

    @Sendable private static func sign(_ value: CELValue) throws(EvaluationError) -> CELValue {
        switch value {
        case .int(let int): .int(int.signum())
        case .uint(let uint): .uint(uint == 0 ? 0 : 1)
        case .double(let double): .double(double.isNaN || double == 0 ? double : (double < 0 ? -1 : 1))
        case .decimal(let decimal): .decimal(Decimal(decimal.signum))
        default: throw .noOverload("math.sign", [value])
        }
    }
}

extension CELValue {
    /// A number as the nearest double; nil for what is no number.
    var asDouble: Double? {
        switch self {
        case .int(let int): Double(int)
        case .uint(let uint): Double(uint)
        case .double(let double): double
        case .decimal(let decimal): decimal.double
        default: nil
        }
    }
}
