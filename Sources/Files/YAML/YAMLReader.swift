import JSON

/// Something could not be read; the diagnostic is already among the findings.
package struct Unreadable: Error {}

/// A value that was read, or was not: called, it gives the value or throws. So that one pass finds all that is wrong,
/// every field is read first and asked for afterwards.
package enum Read<Value> {
    case value(Value)
    case failed

    package func callAsFunction() throws -> Value {
        guard case .value(let value) = self else { throw Unreadable() }
        return value
    }
}

/// A place in a document from which a typed value is read.
///
/// ```
/// let map = try reader.mapping()
/// let id = map.required("id") { try $0.identifier() }
/// let limits = map.optional("limits", default: []) { try $0.list(LimitFile.read) }
/// map.close()
/// return Rule(id: try id(), limits: try limits())
/// ```
/// Every failure leaves a diagnostic with its place among the findings; reading goes on with the next field. An error
/// that a closure throws by itself becomes a diagnostic too.
package struct YAMLReader {
    package let node: YAMLNode
    let source: YAMLSource
    package let findings: Findings
    /// Where the value stands in its document, as a JSON pointer.
    package let pointer: JSONPointer
    /// Where the key stands whose value this is; nil for what has none.
    private var keyPlace: YAMLNode.Place?

    package init(_ document: YAMLDocument, _ findings: Findings) {
        self.init(node: document.root, source: document.source, findings: findings, pointer: JSONPointer())
    }

    /// Over a value of the API; diagnostics carry pointers instead of lines.
    package init(_ json: JSONValue, named file: String, _ findings: Findings) {
        self.init(YAMLNode(json), named: file, findings)
    }

    /// Over a value that was made and not written; diagnostics carry pointers instead of lines.
    package init(_ node: YAMLNode, named file: String, _ findings: Findings) {
        self.init(node: node, source: YAMLSource(file: file, text: ""), findings: findings, pointer: JSONPointer())
    }

    init(node: YAMLNode, source: YAMLSource, findings: Findings, pointer: JSONPointer) {
        self.node = node
        self.source = source
        self.findings = findings
        self.pointer = pointer
    }

    /// Notes what is wrong here and gives the error to throw.
    package func failure(_ message: String, expected: String? = nil, hint: String? = nil) -> Unreadable {
        failure(message, at: node.place, expected: expected, hint: node.quoteHint ?? hint)
    }

    func failure(_ message: String, at place: YAMLNode.Place, expected: String? = nil, hint: String? = nil) -> Unreadable {
        findings.add(
            Diagnostic(
                file: source.file, line: place.line, column: place.column, pointer: pointer.description, message: message,
                expected: expected, hint: hint
            ).quoting(source.line(place.line)))
        return Unreadable()
    }

    /// Notes that the name under which this stands is wrong.
    package func nameFailure(_ message: String, expected: String? = nil, hint: String? = nil) -> Unreadable {
        failure(message, at: keyPlace ?? node.place, expected: expected, hint: hint)
    }

    /// Where this is: `points/revenue.yaml:4:3`.
    package var place: String {
        Diagnostic(file: source.file, line: node.place.line, column: node.place.column, pointer: pointer.description, message: "").place
    }

    /// Notes that something else stands here than what is expected.
    package func mismatch(expected: String, hint: String? = nil) -> Unreadable {
        failure("found \(node.kind)", expected: expected, hint: hint)
    }

    package func mapping(expected: String = "a mapping") throws -> YAMLMapping {
        guard case .mapping(let entries) = node.content else { throw mismatch(expected: expected) }
        return YAMLMapping(entries, self)
    }

    package var isMapping: Bool {
        if case .mapping = node.content { true } else { false }
    }

    package var isList: Bool {
        if case .sequence = node.content { true } else { false }
    }

    /// Reads every element, also after one that failed.
    package func list<Element>(
        upTo limit: Int = 1_000, _ read: (YAMLReader) throws -> Element
    ) throws -> [Element] {
        guard case .sequence(let nodes) = node.content else { throw mismatch(expected: "a list") }
        guard nodes.count <= limit else { throw failure("\(nodes.count) elements", expected: "at most \(limit)") }
        var elements: [Element] = []
        for (index, node) in nodes.enumerated() {
            let reader = YAMLReader(node: node, source: source, findings: findings, pointer: pointer.appending(index))
            if let element = reader.attempt(read) { elements.append(element) }
        }
        guard elements.count == nodes.count else { throw Unreadable() }
        return elements
    }

    /// A list, or one element without brackets.
    package func listOrOne<Element>(_ read: (YAMLReader) throws -> Element) throws -> [Element] {
        isList ? try list(read) : [try read(self)]
    }

    /// A map by name, in the order of the file; reads every value, also after one that failed.
    package func byName<Value>(
        upTo limit: Int = 1_000, _ read: (String, YAMLReader) throws -> Value
    ) throws -> [Value] {
        guard case .mapping(let entries) = node.content else { throw mismatch(expected: "a mapping by name") }
        guard entries.count <= limit else { throw failure("\(entries.count) names", expected: "at most \(limit)") }
        var values: [Value] = []
        for entry in entries {
            var reader = child(entry.value, entry.key)
            reader.keyPlace = entry.keyPlace
            if let value = reader.attempt({ try read(entry.key, $0) }) { values.append(value) }
        }
        guard values.count == entries.count else { throw Unreadable() }
        return values
    }

    func child(_ node: YAMLNode, _ key: String) -> YAMLReader {
        YAMLReader(node: node, source: source, findings: findings, pointer: pointer.appending(key))
    }

    func attempt<Value>(_ read: (YAMLReader) throws -> Value) -> Value? {
        do {
            return try read(self)
        } catch is Unreadable {
            return nil
        } catch {
            _ = failure("\(error)")
            return nil
        }
    }
}
