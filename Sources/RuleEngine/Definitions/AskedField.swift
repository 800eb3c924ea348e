import Expressions

/// A field of `data` that the rules in force read of a type, for forms that ask for it.
package struct AskedField: Hashable, Sendable {
    package let name: String
    /// What it is used as; nil: nothing shows it.
    package let kind: FieldUse.Kind?
    /// What a number counts.
    package let unit: Metric.Unit?
    /// Texts that rules compare it with, in order.
    package let texts: [String]
}

extension RuleSet {
    /// The types that may be estimated: those of rules marked `preview`, in order.
    package var previewed: [String] { Set(rules.filter(\.isPreviewed).flatMap(\.types)).sorted() }

    /// What rules and metrics read of the data of a type, by name; what splits and links is not asked for.
    package func fields(askedOf type: String) -> [AskedField] {
        let rules = self.rules(for: type), metrics = self.metrics(for: type)
        var uses: [String: FieldUse] = [:], units: [String: Metric.Unit] = [:]
        for expression in rules.flatMap(\.expressions) + metrics.flatMap(\.expressions) {
            for field in expression.references.fields["data"] ?? [] {
                uses[field, default: FieldUse()].join(expression.references.uses["data"]?[field] ?? FieldUse())
            }
        }
        for quantity in rules.compactMap(\.quantity) + metrics.compactMap(\.quantity) {
            for field in uses.keys where quantity.source == "data.\(field)" { units[field] = unit(of: quantity) }
        }
        return uses.filter { !["credits", "reverses", "replaces"].contains($0.key) }.sorted { $0.key < $1.key }.map { name, use in
            AskedField(name: name, kind: units[name] == nil ? use.kind : .number, unit: units[name], texts: use.texts.sorted())
        }
    }
}

extension Rule {
    /// What its award is counted from.
    fileprivate var quantity: Expression? {
        switch award {
        case .perUnit(_, _, let quantity): quantity
        case .ladder(let ladder): ladder.quantity
        case .expression(let expression): expression
        case .fixed: nil
        }
    }
}

extension Metric {
    fileprivate var quantity: Expression? {
        if case .gathered(_, _, let sum) = formula { sum } else { nil }
    }
}
