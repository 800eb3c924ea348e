/// The headers of a request, by name without regard to case.
package struct EventHeaders {
    private let lookup: (String) -> [String]
    private let names: () -> [String]

    /// From a list of name and value.
    package init(_ fields: [(name: String, value: String)]) {
        var values: [String: [String]] = [:]
        for field in fields { values[field.name.lowercased(), default: []].append(field.value) }
        lookup = { values[$0] ?? [] }
        names = { values.keys.filter { $0.hasPrefix("ce-") }.sorted() }
    }

    /// From a server that can only be asked for a header by its name in lower case. Extension attributes are not seen then, which changes nothing for
    /// activities: extensions do not count.
    package init(lookup: @escaping (String) -> String?) {
        self.lookup = { name in lookup(name).map { [$0] } ?? [] }
        names = { Self.known.filter { lookup($0) != nil } }
    }

    private static let known = ["ce-dataschema", "ce-id", "ce-source", "ce-specversion", "ce-subject", "ce-time", "ce-type"]

    /// The names of all headers that begin with `ce-`, in lower case; only the known ones where a server cannot list them.
    var attributeNames: [String] { names() }

    /// The value of a header, named in lower case.
    func first(_ name: String) -> String? { lookup(name).first }

    /// Whether a header stands there more than once.
    func isRepeated(_ name: String) -> Bool { lookup(name).count > 1 }
}
