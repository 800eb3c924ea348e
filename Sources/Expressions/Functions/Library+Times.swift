/// Parts of timestamps and durations. With a time zone they are computed by ``ZonedNode``, which knows zones; its overload stands here for the checker.
extension Library {
    static let times: [LibraryFunction] = TimeAccessor.allCases.flatMap { accessor in
        let ofDuration = accessor.isOfDuration ? [LibraryFunction.Overload(parameters: [.duration], result: .int)] : []
        let plain = Implementation.unary { (target) throws(EvaluationError) in try accessor.value(of: target, zone: nil) }
        return [
            LibraryFunction(
                name: accessor.rawValue, isMethod: true, overloads: [.init(parameters: [.timestamp], result: .int)] + ofDuration,
                implementation: plain, isVariadic: false),
            .method(accessor.rawValue, ([.timestamp, .string], .int), by: plain),
        ]
    }
}
