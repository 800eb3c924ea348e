/// The functions of the language: their overloads for the checker, and how they are computed.
///
/// One entry stands for a name with a number of arguments, as a function or as a method; which of its overloads applies is decided by the
/// values, so that `dyn` arguments work.
struct LibraryFunction: Sendable {
    struct Overload: Sendable {
        let parameters: [CELType]
        let result: CELType
    }

    let name: String
    /// Called as `target.name(…)`; the target is the first parameter.
    let isMethod: Bool
    let overloads: [Overload]
    let implementation: Implementation
    /// Takes one argument or more, all like the first overload's only parameter.
    let isVariadic: Bool
}

enum Library {
    struct Key: Hashable {
        let name: String
        let isMethod: Bool
        let arity: Int
    }

    /// Marks the entry of a variadic function.
    private static let anyArity = -1

    private static let functions: [Key: LibraryFunction] = {
        let all = conversions + texts + textEdits + times + mathematics + bits + collections + optionals + encodings
        let keyed = all.map { function in
            (Key(name: function.name, isMethod: function.isMethod, arity: function.isVariadic ? anyArity : function.overloads[0].parameters.count), function)
        }
        return Dictionary(keyed, uniquingKeysWith: { first, _ in first })
    }()

    /// The function of a name with a number of arguments, the target of a method among them.
    static func function(_ name: String, isMethod: Bool, arity: Int) -> LibraryFunction? {
        functions[Key(name: name, isMethod: isMethod, arity: arity)] ?? functions[Key(name: name, isMethod: isMethod, arity: anyArity)]
    }

    /// The entries of a name, for what the checker says where none fits.
    static func functions(named name: String, isMethod: Bool) -> [LibraryFunction] {
        functions.values.filter { $0.name == name && $0.isMethod == isMethod }.sorted { $0.overloads[0].parameters.count < $1.overloads[0].parameters.count }
    }

    static let names: Set<String> = Set(functions.values.map(\.name))
}

extension LibraryFunction {
    typealias Signature = ([CELType], CELType)

    static func function(_ name: String, _ overloads: Signature..., by implementation: Implementation) -> LibraryFunction {
        LibraryFunction(name: name, isMethod: false, overloads: overloads.map(Overload.init), implementation: implementation, isVariadic: false)
    }

    static func method(_ name: String, _ overloads: Signature..., by implementation: Implementation) -> LibraryFunction {
        LibraryFunction(name: name, isMethod: true, overloads: overloads.map(Overload.init), implementation: implementation, isVariadic: false)
    }

    static func variadic(_ name: String, _ overload: Signature, by implementation: Implementation) -> LibraryFunction {
        let overload = Overload(parameters: overload.0, result: overload.1)
        return LibraryFunction(name: name, isMethod: false, overloads: [overload], implementation: implementation, isVariadic: true)
    }
}
