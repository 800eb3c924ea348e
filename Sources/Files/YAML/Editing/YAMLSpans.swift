/// Where values of a YAML text begin and end, by Unicode scalars. The parser knows where each begins; where it ends is found here.
struct YAMLSpans {
    let scalars: [Unicode.Scalar]
    private let lineStarts: [Int]

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var starts = [0]
        for (index, scalar) in scalars.enumerated() where Self.breaksLine(scalar) {
            // CR LF is one break.
            if scalar == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" { continue }
            starts.append(index + 1)
        }
        lineStarts = starts
    }

    /// The line breaks that YAML 1.1, and with it libyaml, counts.
    private static func breaksLine(_ scalar: Unicode.Scalar) -> Bool { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalar) }

    func offset(_ place: YAMLNode.Place) -> Int {
        let line = min(max(place.line, 1), lineStarts.count)
        return min(lineStarts[line - 1] + max(place.column - 1, 0), scalars.count)
    }

    func scalar(at offset: Int) -> Unicode.Scalar? { scalars.indices.contains(offset) ? scalars[offset] : nil }

    /// Whether a collection is written in brackets.
    func isFlow(_ node: YAMLNode) -> Bool {
        switch node.content {
        case .scalar: false
        case .mapping, .sequence: ["{", "["].contains(scalar(at: offset(node.place)))
        }
    }

    // MARK: Lines

    func lineStart(of offset: Int) -> Int { lineStarts.last { $0 <= offset } ?? 0 }

    /// The end of the line in which something stands, before its break.
    func lineEnd(of offset: Int) -> Int {
        var index = offset
        while index < scalars.count, !Self.breaksLine(scalars[index]) { index += 1 }
        return index
    }

    /// Behind the break of the line in which something stands.
    func nextLine(after offset: Int) -> Int { lineStarts.first { $0 > offset } ?? scalars.count }

    private func indent(ofLineAt start: Int) -> Int {
        var index = start
        while scalar(at: index) == " " { index += 1 }
        return index - start
    }

    private func isBlank(lineAt start: Int) -> Bool { start + indent(ofLineAt: start) >= lineEnd(of: start) }

    // MARK: Ends

    /// Behind the last character of a value.
    ///
    /// - Parameters:
    ///   - inFlow: it stands inside of brackets.
    ///   - indent: how far its key, or its dash, is indented.
    func end(of node: YAMLNode, inFlow: Bool, indent: Int) -> Int {
        let start = offset(node.place)
        switch node.content {
        case .scalar(_, .literal), .scalar(_, .folded): return endOfBlock(from: start, indent: indent)
        case .scalar(_, .quoted): return endOfQuoted(from: start)
        case .scalar(let text, .plain): return text.isEmpty ? start : endOfPlain(from: start, inFlow: inFlow, indent: indent)
        case .mapping(let entries):
            if isFlow(node) { return endOfBrackets(from: start) }
            guard let last = entries.last else { return start }
            let end = end(of: last.value, inFlow: false, indent: last.keyPlace.column - 1)
            return last.value.isEmpty ? max(end, lineText(endingFrom: offset(last.keyPlace))) : end
        case .sequence(let nodes):
            if isFlow(node) { return endOfBrackets(from: start) }
            return nodes.last.map { end(of: $0, inFlow: false, indent: node.place.column - 1) } ?? start
        }
    }

    /// The end of what stands in a line, without comment and spaces.
    private func lineText(endingFrom offset: Int) -> Int { endOfPlainLine(from: offset, inFlow: false) }

    private func endOfQuoted(from start: Int) -> Int {
        guard let quote = scalar(at: start) else { return start }
        var index = start + 1
        while index < scalars.count {
            if quote == "\"", scalars[index] == "\\" {
                index += 2
            } else if scalars[index] == quote {
                // Two single quotes are one of the text.
                guard quote == "'", scalar(at: index + 1) == "'" else { return index + 1 }
                index += 2
            } else {
                index += 1
            }
        }
        return scalars.count
    }

    private func endOfBrackets(from start: Int) -> Int {
        var depth = 0, index = start
        while index < scalars.count {
            switch scalars[index] {
            case "{", "[": depth += 1
            case "}", "]":
                depth -= 1
                if depth == 0 { return index + 1 }
            case let quote where (quote == "\"" || quote == "'") && startsToken(at: index):
                index = endOfQuoted(from: index)
                continue
            case "#" where scalar(at: index - 1) == " ":
                index = lineEnd(of: index)
                continue
            default: break
            }
            index += 1
        }
        return scalars.count
    }

    /// An apostrophe inside of a plain text quotes nothing.
    private func startsToken(at index: Int) -> Bool {
        var before = index - 1
        while let scalar = scalar(at: before), scalar == " " || Self.breaksLine(scalar) { before -= 1 }
        return [",", ":", "{", "[", nil].contains(scalar(at: before))
    }

    private func endOfPlain(from start: Int, inFlow: Bool, indent: Int) -> Int {
        var end = endOfPlainLine(from: start, inFlow: inFlow)
        // Lines that stand further in go on with it, unless a comment ended it.
        while !inFlow, scalars[end..<lineEnd(of: end)].allSatisfy({ $0 == " " }) {
            var next = nextLine(after: end)
            while next < scalars.count, isBlank(lineAt: next) { next = nextLine(after: next) }
            let text = next + self.indent(ofLineAt: next)
            guard next < scalars.count, self.indent(ofLineAt: next) > indent, scalar(at: text) != "#" else { break }
            end = endOfPlainLine(from: text, inFlow: false)
        }
        return end
    }

    private func endOfPlainLine(from start: Int, inFlow: Bool) -> Int {
        var index = start
        let lineEnd = lineEnd(of: start)
        while index < lineEnd {
            let scalar = scalars[index]
            if inFlow, [",", "}", "]"].contains(scalar) { break }
            if scalar == "#", index > start, scalars[index - 1] == " " { break }
            index += 1
        }
        while index > start, scalars[index - 1] == " " { index -= 1 }
        return index
    }

    /// A literal or folded text: all lines that stand further in than its key.
    private func endOfBlock(from start: Int, indent: Int) -> Int {
        var end = lineEnd(of: start), next = nextLine(after: start)
        while next < scalars.count {
            if !isBlank(lineAt: next) {
                guard self.indent(ofLineAt: next) > indent else { break }
                end = lineEnd(of: next)
            }
            next = nextLine(after: next)
        }
        return end
    }
}
