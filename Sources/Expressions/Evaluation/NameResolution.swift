/// A chain of names, `a.b.c` or `.a.b`, as it stands in the source.
struct DottedName {
    let names: [String]
    let isRooted: Bool

    /// Nil where the chain does not begin with a name, or asks for optional fields.
    init?(_ syntax: Syntax) {
        switch syntax.kind {
        case .identifier(let name, let isRooted):
            self.names = [name]
            self.isRooted = isRooted
        case .select(let target, let field, _, isOptional: false):
            guard let start = DottedName(target) else { return nil }
            self.names = start.names + [field]
            self.isRooted = start.isRooted
        default: return nil
        }
    }

    /// Whether its first name is a variable of a macro.
    func isShadowed(by locals: [String]) -> Bool { !isRooted && locals.contains(names[0]) }
}

/// What a chain of names stands for, and the fields that are read from it (langdef, "Name Resolution").
enum NameResolution {
    case local(place: Int, fields: [String])
    case variable(slot: Int, fields: [String])
    case type(CELType, fields: [String])
    case unknown

    init(_ path: DottedName, locals: [String], _ environment: Environment) {
        if path.isShadowed(by: locals), let place = locals.lastIndex(of: path.names[0]) {
            self = .local(place: place, fields: Array(path.names.dropFirst()))
            return
        }
        for count in stride(from: path.names.count, to: 0, by: -1) {
            let name = path.names.prefix(count).joined(separator: ".")
            let fields = Array(path.names.dropFirst(count))
            for candidate in environment.candidates(for: name, isRooted: path.isRooted) {
                if let slot = environment.slot(of: candidate) {
                    self = .variable(slot: slot, fields: fields)
                    return
                }
                if let type = CELType.named[candidate] {
                    self = .type(type, fields: fields)
                    return
                }
            }
        }
        self = .unknown
    }
}
