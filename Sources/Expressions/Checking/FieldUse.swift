/// As what a field of a variable is used, where an expression shows it: `data.amount > 0` asks for a number, `data.class == "A"` for a text
/// that may be `A`. For forms that ask for what rules read; it promises nothing about what data hold.
package struct FieldUse: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case number, text, flag, time
    }

    /// Nil: nothing shows it.
    package internal(set) var kind: Kind?
    /// The texts with which it is compared.
    package internal(set) var texts: Set<String> = []

    package init() {}

    /// Takes what another expression shows; the first that is sure of a kind is believed.
    package mutating func join(_ other: FieldUse) {
        kind = kind ?? other.kind
        texts.formUnion(other.texts)
    }
}

extension FieldUse.Kind {
    init?(_ type: CELType) {
        switch type {
        case .int, .uint, .double, .decimal: self = .number
        case .string: self = .text
        case .bool: self = .flag
        case .timestamp: self = .time
        default: return nil
        }
    }
}

extension Checker {
    /// Notes that an operand, where it is a field of a variable, is used together with a type.
    mutating func note(_ operand: Syntax, usedAs type: CELType, beside other: Syntax? = nil) {
        guard case .select(let target, let field, _, _) = operand.kind, case .identifier(let variable, _) = target.kind,
            !locals.contains(where: { $0.name == variable }), environment.slot(of: variable) != nil
        else { return }
        var use = FieldUse()
        use.kind = FieldUse.Kind(types.resolved(type))
        if case .literal(.string(let text))? = other?.kind { use.texts = [text] }
        references.add(use, of: variable, field)
    }

    /// Notes both sides of something that takes two of a kind.
    mutating func note(_ left: Syntax, _ leftType: CELType, _ right: Syntax, _ rightType: CELType) {
        note(left, usedAs: rightType, beside: right)
        note(right, usedAs: leftType, beside: left)
    }

    /// Notes an element that is looked for among others.
    mutating func note(_ element: Syntax, among collection: Syntax, of member: CELType) {
        note(element, usedAs: member)
        guard case .list(let elements) = collection.kind else { return }
        for (other, _) in elements { note(element, usedAs: member, beside: other) }
    }

    /// Notes the arguments of a function whose overloads all take the same there.
    mutating func note(_ arguments: [Syntax], takenBy overloads: [LibraryFunction.Overload]) {
        for (place, argument) in arguments.enumerated() {
            let kinds = Set(overloads.map { $0.parameters.indices.contains(place) ? FieldUse.Kind($0.parameters[place]) : nil })
            if kinds.count == 1, let overload = overloads.first, overload.parameters.indices.contains(place) { note(argument, usedAs: overload.parameters[place]) }
        }
    }
}
