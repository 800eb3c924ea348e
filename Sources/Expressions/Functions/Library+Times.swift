/// Parts of timestamps and durations.
extension Library {
    static let times: [LibraryFunction] = TimeAccessor.allCases.flatMap { accessor in
        let ofDuration = accessor.isOfDuration ? [LibraryFunction.Overload(parameters: [.duration], result: .int)] : []
        return [
            LibraryFunction(
                name: accessor.rawValue, isMethod: true, overloads: [.init(parameters: [.timestamp], result: .int)] + ofDuration,
                implementation: .unary { (target) throws(EvaluationError) in try accessor.value(of: target, zone: nil) }, isVariadic: false),
            .method(accessor.rawValue, ([.timestamp, .string], .int), by: .framed { (arguments, frame) throws(EvaluationError) in
                let name = try string(accessor.rawValue, arguments[1])
                // Only names that are no literals come here; finding their zone reads and decodes its data.
                try frame.charge(100)
                guard let zone = frame.zones.zone(named: name) else { throw .unknownZone(String(name.prefix(64))) }
                return try accessor.value(of: arguments[0], zone: zone)
            }),
        ]
    }
}
