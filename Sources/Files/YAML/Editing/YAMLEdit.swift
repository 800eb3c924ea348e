import JSON

/// Changes values of a YAML text where they stand, so that all else (comments, order, spelling, keys that nobody here knows) stays as it
/// was written.
///
/// One difference after the other is written and the text read again, until it says what it shall; so a text is never handed out that
/// says something else.
package struct YAMLEdit {
    /// What it says cannot be written into this text value by value.
    package struct Unwritable: Error {}

    private let file: String
    private let spans: YAMLSpans

    /// More differences than any form has fields.
    private static let mostSteps = 2_000

    /// A text whose document says `wanted`.
    package static func text(_ text: String, file: String, saying wanted: JSONValue) throws -> String {
        var text = text
        for _ in 0..<mostSteps {
            let document = try YAMLDocument(text, file: file)
            let said = try value(of: document)
            if said == wanted { return text }
            let edit = YAMLEdit(file: file, spans: YAMLSpans(text))
            guard let changed = edit.step(document.root, wanted, inFlow: false, indent: -1), changed != text else { throw Unwritable() }
            text = changed
        }
        throw Unwritable()
    }

    /// What a document says, as data.
    package static func value(of document: YAMLDocument) throws -> JSONValue { try YAMLReader(document, Findings()).json() }

    // MARK: One step

    /// The text with the first difference written; nil: there is none below this node.
    private func step(_ node: YAMLNode, _ wanted: JSONValue, inFlow: Bool, indent: Int) -> String? {
        switch (node.content, wanted) {
        case (.mapping(let entries), .object(let object)) where !object.isEmpty: mapping(node, entries, object)
        case (.sequence(let nodes), .array(let elements)) where !elements.isEmpty: sequence(node, nodes, elements)
        default: says(node, wanted) ? nil : replacing(node, with: wanted, inFlow: inFlow, indent: indent)
        }
    }

    private func mapping(_ node: YAMLNode, _ entries: [YAMLNode.Entry], _ wanted: JSONObject) -> String? {
        let isFlow = spans.isFlow(node)
        for entry in entries {
            guard let value = wanted[entry.key], !says(entry.value, value) else { continue }
            if entry.value.isEmpty { return filling(entry, with: value, isFlow) }
            if !isFlow, isWide(value), !isCollection(entry.value, like: value) { return removing(entry, of: entries, in: node) }
            return step(entry.value, value, inFlow: isFlow, indent: entry.keyPlace.column - 1)
        }
        if let new = wanted.members.first(where: { member in !entries.contains { $0.key == member.key } }) {
            return adding(new.key, new.value, to: node, entries)
        }
        if let old = entries.first(where: { wanted[$0.key] == nil }) { return removing(old, of: entries, in: node) }
        return nil
    }

    private func sequence(_ node: YAMLNode, _ nodes: [YAMLNode], _ wanted: [JSONValue]) -> String? {
        let isFlow = spans.isFlow(node), dash = node.place.column - 1
        if nodes.count > wanted.count {
            let differing = wanted.indices.first { !says(nodes[$0], wanted[$0]) } ?? nodes.count - 1
            return removing(elementAt: differing, of: nodes, in: node)
        }
        for (element, value) in zip(nodes, wanted) where !says(element, value) { return step(element, value, inFlow: isFlow, indent: dash) }
        return nodes.count < wanted.count ? appending(wanted[nodes.count], to: node, nodes) : nil
    }

    private func says(_ node: YAMLNode, _ value: JSONValue) -> Bool {
        (try? YAMLReader(node, named: file, Findings()).json()) == value
    }

    private func isCollection(_ node: YAMLNode, like value: JSONValue) -> Bool {
        switch (node.content, value) {
        case (.mapping, .object(let object)): !object.isEmpty
        case (.sequence, .array(let elements)): !elements.isEmpty
        default: false
        }
    }

    private func isWide(_ value: JSONValue) -> Bool { !YAMLText.isInline(value) }

    // MARK: Writing

    private func replaced(_ range: Range<Int>, with text: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: spans.scalars[..<range.lowerBound])
        scalars.append(contentsOf: text.unicodeScalars)
        scalars.append(contentsOf: spans.scalars[range.upperBound...])
        return String(scalars)
    }

    private func replacing(_ node: YAMLNode, with value: JSONValue, inFlow: Bool, indent: Int) -> String {
        let start = spans.offset(node.place), end = spans.end(of: node, inFlow: inFlow, indent: indent)
        return replaced(start..<max(start, end), with: YAMLText.inline(value))
    }

    /// A key behind which nothing stood.
    private func filling(_ entry: YAMLNode.Entry, with value: JSONValue, _ inFlow: Bool) -> String? {
        var index = spans.offset(entry.keyPlace)
        while let scalar = spans.scalar(at: index), scalar != ":" { index += 1 }
        let start = index + 1
        var end = start
        // `~` stands for nothing.
        while spans.scalar(at: end) == " " { end += 1 }
        if spans.scalar(at: end) != "~" { end = start } else { end += 1 }
        return replaced(start..<end, with: " " + YAMLText.inline(value))
    }

    private func adding(_ key: String, _ value: JSONValue, to node: YAMLNode, _ entries: [YAMLNode.Entry]) -> String? {
        guard let last = entries.last else { return nil }
        let lastEnd = max(
            spans.end(of: last.value, inFlow: spans.isFlow(node), indent: last.keyPlace.column - 1), spans.offset(last.keyPlace) + last.key.unicodeScalars.count)
        if spans.isFlow(node) { return replaced(lastEnd..<lastEnd, with: ", \(YAMLText.inline(.string(key))): \(YAMLText.inline(value))") }
        let margin = String(repeating: " ", count: last.keyPlace.column - 1)
        return line(after: lastEnd, indented(YAMLText.text(of: .object([key: value])), by: margin))
    }

    private func appending(_ value: JSONValue, to node: YAMLNode, _ nodes: [YAMLNode]) -> String? {
        guard let last = nodes.last else { return nil }
        let lastEnd = spans.end(of: last, inFlow: spans.isFlow(node), indent: node.place.column - 1)
        if spans.isFlow(node) { return replaced(lastEnd..<lastEnd, with: ", \(YAMLText.inline(value))") }
        let margin = String(repeating: " ", count: node.place.column - 1)
        return line(after: lastEnd, indented(YAMLText.text(of: .array([value])), by: margin))
    }

    private func indented(_ text: String, by margin: String) -> String {
        text.split(separator: "\n").map { margin + $0 }.joined(separator: "\n")
    }

    /// Behind the line in which something ends; a comment there stays with it.
    private func line(after offset: Int, _ text: String) -> String {
        let end = spans.lineEnd(of: offset)
        return replaced(end..<end, with: "\n" + text)
    }

    // MARK: Taking away

    private func removing(_ entry: YAMLNode.Entry, of entries: [YAMLNode.Entry], in node: YAMLNode) -> String {
        let start = spans.offset(entry.keyPlace), index = entries.firstIndex { $0.key == entry.key } ?? 0
        let following = entries.indices.contains(index + 1) ? spans.offset(entries[index + 1].keyPlace) : nil
        if spans.isFlow(node) {
            let end = max(start + entry.key.unicodeScalars.count, spans.end(of: entry.value, inFlow: true, indent: 0))
            return removingFromBrackets(start, end, isFirst: index == 0, following)
        }
        let end = max(start, spans.end(of: entry.value, inFlow: false, indent: entry.keyPlace.column - 1))
        return removingLines(start, end, following)
    }

    private func removing(elementAt index: Int, of nodes: [YAMLNode], in node: YAMLNode) -> String {
        let element = nodes[index], start = spans.offset(element.place)
        let following = nodes.indices.contains(index + 1) ? spans.offset(nodes[index + 1].place) : nil
        let end = spans.end(of: element, inFlow: spans.isFlow(node), indent: node.place.column - 1)
        if spans.isFlow(node) { return removingFromBrackets(start, end, isFirst: index == 0, following) }
        // The dash stands before it in its line.
        return removingLines(spans.lineStart(of: start) + node.place.column - 1, end, following.map { spans.lineStart(of: $0) + node.place.column - 1 })
    }

    private func removingFromBrackets(_ start: Int, _ end: Int, isFirst: Bool, _ following: Int?) -> String {
        if let following { return replaced(start..<following, with: "") }
        var begin = start
        if !isFirst {
            while let scalar = spans.scalar(at: begin - 1), scalar != "," { begin -= 1 }
            begin -= 1
        }
        return replaced(max(0, begin)..<end, with: "")
    }

    /// Whole lines, where nothing else stands before it in its first.
    private func removingLines(_ start: Int, _ end: Int, _ following: Int?) -> String {
        let lineStart = spans.lineStart(of: start)
        if spans.scalars[lineStart..<start].allSatisfy({ $0 == " " }) { return replaced(lineStart..<spans.nextLine(after: end), with: "") }
        if let following { return replaced(start..<following, with: "") }
        return replaced(start..<spans.lineEnd(of: end), with: "")
    }
}
