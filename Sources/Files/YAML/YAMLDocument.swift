import Yams

/// One YAML document, read as text and bounded in every direction: no anchors, aliases or tags, unique keys, one document a file.
package struct YAMLDocument: Sendable {
    package let source: YAMLSource
    package let root: YAMLNode

    /// Longest text, in bytes.
    package static let maximumSize = 1 << 20
    /// Deepest nesting.
    package static let maximumDepth = 64

    /// - Throws: what is wrong with the syntax; the rest of such a file is not looked at.
    package init(_ text: String, file: String) throws(Diagnostic) {
        guard text.utf8.count <= Self.maximumSize else {
            throw Diagnostic(file: file, message: "the file has more than \(Self.maximumSize) bytes")
        }
        let source = YAMLSource(file: file, text: text)
        // Composing a chain of aliases can take for ever, so they are looked for first.
        guard !YAMLAliases.mayUse(text) else {
            throw Diagnostic(file: file, message: "anchors and aliases are not allowed", expected: "values written out")
        }
        do {
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            // Nodes know their anchors only as long as their parser lives.
            self.root = try withExtendedLifetime(parser) {
                guard let root = try parser.singleRoot() else { return YAMLNode(.scalar("", .plain), at: .init(line: 1, column: 1)) }
                return try YAMLComposer(source: source).node(root, depth: 0)
            }
        } catch let diagnostic as Diagnostic {
            throw diagnostic
        } catch let error as YamlError {
            throw Diagnostic(error, in: source)
        } catch {
            throw Diagnostic(file: file, message: "the file is no YAML")
        }
        self.source = source
    }

    /// Bytes that must be UTF-8, with or without a byte order mark.
    package init(bytes: [UInt8], file: String) throws(Diagnostic) {
        try self.init(Self.text(of: bytes, file: file), file: file)
    }
}

extension YAMLDocument {
    /// The text of a file, which must be UTF-8, without its byte order mark.
    static func text(of bytes: [UInt8], file: String) throws(Diagnostic) -> String {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Diagnostic(file: file, message: "the file is not UTF-8")
        }
        return text
    }
}

/// Copies a composed tree, refusing what is not allowed.
private struct YAMLComposer {
    let source: YAMLSource

    func node(_ node: Node, depth: Int) throws(Diagnostic) -> YAMLNode {
        let place = YAMLNode.Place(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
        guard depth < YAMLDocument.maximumDepth else { throw refusal("nesting is deeper than \(YAMLDocument.maximumDepth)", place) }
        guard node.anchor == nil else { throw refusal("anchors are not allowed", place) }
        switch node {
        case .scalar(let scalar):
            try refuseTag(scalar.tag, unless: .str, place)
            return YAMLNode(.scalar(scalar.string, style(of: scalar)), at: place)
        case .sequence(let sequence):
            try refuseTag(sequence.tag, unless: .seq, place)
            var elements: [YAMLNode] = []
            for element in sequence { elements.append(try self.node(element, depth: depth + 1)) }
            return YAMLNode(.sequence(elements), at: place)
        case .mapping(let mapping):
            try refuseTag(mapping.tag, unless: .map, place)
            var entries: [YAMLNode.Entry] = []
            for (key, value) in mapping { entries.append(try entry(key, value, depth)) }
            return YAMLNode(.mapping(entries), at: place)
        case .alias:
            throw refusal("aliases are not allowed", place)
        }
    }

    private func entry(_ key: Node, _ value: Node, _ depth: Int) throws(Diagnostic) -> YAMLNode.Entry {
        let key = try node(key, depth: depth + 1)
        guard case .scalar(let text, _) = key.content else { throw refusal("a key must be a text", key.place) }
        return YAMLNode.Entry(key: text, keyPlace: key.place, value: try node(value, depth: depth + 1))
    }

    private func style(of scalar: Node.Scalar) -> YAMLNode.Style {
        switch scalar.style {
        case .any, .plain: .plain
        case .singleQuoted, .doubleQuoted: .quoted
        case .literal: .literal
        case .folded: .folded
        }
    }

    /// Yams gives nodes the usual tag of their kind by itself; any other was written in the file.
    private func refuseTag(_ tag: Tag, unless usual: Tag.Name, _ place: YAMLNode.Place) throws(Diagnostic) {
        guard [Tag.Name.implicit, .nonSpecific, usual].map(\.rawValue).contains(tag.description) else {
            throw refusal("tags are not allowed: \(tag.description)", place)
        }
    }

    private func refusal(_ message: String, _ place: YAMLNode.Place) -> Diagnostic {
        Diagnostic(file: source.file, line: place.line, column: place.column, message: message).quoting(source.line(place.line))
    }
}

extension Diagnostic {
    fileprivate init(_ error: YamlError, in source: YAMLSource) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let isTab = source.line(mark.line)?.prefix { $0 == " " || $0 == "\t" }.contains("\t") ?? false
            let hint = isTab
                ? "a tab stands in front of the line: YAML is indented by spaces alone"
                : context.map { "\($0.text) in line \($0.mark.line), column \($0.mark.column)" }
            self = Diagnostic(file: source.file, line: mark.line, column: mark.column, message: problem, hint: hint).quoting(source.line(mark.line))
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
            let line = keys.lazy.compactMap { source.line(ofSecond: "\($0)", from: context.mark.line, column: context.mark.column) }.first ?? context.mark.line
            self = Diagnostic(file: source.file, line: line, column: context.mark.column, message: "a key stands twice in one mapping: \(names)")
                .quoting(source.line(line))
        case .reader(let problem, _, _, _):
            self = Diagnostic(file: source.file, message: problem)
        default:
            self = Diagnostic(file: source.file, message: "the file is no YAML")
        }
    }
}
