import Periods

/// How a function of the library is computed. The target of a method is the first argument.
enum Implementation: Sendable {
    case unary(@Sendable (CELValue) throws(EvaluationError) -> CELValue)
    case binary(@Sendable (CELValue, CELValue) throws(EvaluationError) -> CELValue)
    case variadic(@Sendable ([CELValue]) throws(EvaluationError) -> CELValue)
    /// With what only an evaluation has: time zones and the budget.
    case framed(@Sendable ([CELValue], inout Frame) throws(EvaluationError) -> CELValue)
}

final class UnaryCallNode: Node {
    private let function: @Sendable (CELValue) throws(EvaluationError) -> CELValue
    private let argument: any Node

    init(_ function: @escaping @Sendable (CELValue) throws(EvaluationError) -> CELValue, _ argument: any Node) {
        self.function = function
        self.argument = argument
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        let argument = try argument.value(&frame)
        try frame.charge(1 + argument.size >> 4)
        return try function(argument)
    }
}

final class BinaryCallNode: Node {
    private let function: @Sendable (CELValue, CELValue) throws(EvaluationError) -> CELValue
    private let first: any Node
    private let second: any Node

    init(_ function: @escaping @Sendable (CELValue, CELValue) throws(EvaluationError) -> CELValue, _ first: any Node, _ second: any Node) {
        self.function = function
        self.first = first
        self.second = second
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        let first = try first.value(&frame)
        let second = try second.value(&frame)
        try frame.charge(1 + (first.size + second.size) >> 4)
        return try function(first, second)
    }
}

final class CallNode: Node {
    private let function: @Sendable ([CELValue], inout Frame) throws(EvaluationError) -> CELValue
    private let arguments: [any Node]

    init(_ function: @escaping @Sendable ([CELValue], inout Frame) throws(EvaluationError) -> CELValue, _ arguments: [any Node]) {
        self.function = function
        self.arguments = arguments
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try function(arguments.values(&frame), &frame)
    }
}

/// A function that the activation answers.
final class HostCallNode: Node {
    private let name: String
    private let arguments: [any Node]

    init(_ name: String, _ arguments: [any Node]) {
        self.name = name
        self.arguments = arguments
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.call(name, arguments.values(&frame))
    }
}

extension [any Node] {
    /// The values of all; each 16 bytes of them cost a step.
    fileprivate func values(_ frame: inout Frame) throws(EvaluationError) -> [CELValue] {
        var values: [CELValue] = []
        values.reserveCapacity(count)
        var size = 0
        for node in self {
            let value = try node.value(&frame)
            size += value.size
            values.append(value)
        }
        try frame.charge(1 + size >> 4)
        return values
    }
}

/// `target.getHours(zone)` with a zone that is known only then.
final class ZonedNode: Node {
    /// Steps for reading and decoding a zone.
    private static let cost = 100

    private let accessor: TimeAccessor
    private let target: any Node
    private let zone: any Node
    private let zones: ZoneDatabase

    init(_ accessor: TimeAccessor, _ target: any Node, _ zone: any Node, _ zones: ZoneDatabase) {
        self.accessor = accessor
        self.target = target
        self.zone = zone
        self.zones = zones
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        let target = try target.value(&frame)
        let zone = try zone.value(&frame)
        guard case .string(let name) = zone else { throw .noOverload(accessor.rawValue, [target, zone]) }
        try frame.charge(Self.cost)
        guard let zone = zones.zone(named: name) else { throw .unknownZone(String(name.prefix(64))) }
        return try accessor.value(of: target, zone: zone)
    }
}
