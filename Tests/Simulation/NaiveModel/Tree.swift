import Foundation

/// What a scenario file says, before anything is made of it: texts, lists and maps in the order written.
package indirect enum Tree: Sendable, Hashable {
    case text(String, quoted: Bool)
    case list([Tree])
    case map([Pair])

    package struct Pair: Sendable, Hashable {
        package let key: String
        package let value: Tree
        package init(_ key: String, _ value: Tree) {
            self.key = key
            self.value = value
        }
    }

    package static func plain(_ text: String) -> Tree { .text(text, quoted: false) }
    package static func string(_ text: String) -> Tree { .text(text, quoted: true) }
    package static func number(_ value: Int) -> Tree { .text(String(value), quoted: false) }

    package subscript(key: String) -> Tree? {
        guard case .map(let pairs) = self else { return nil }
        return pairs.first { $0.key == key }?.value
    }

    package var text: String? {
        if case .text(let text, _) = self { return text }
        return nil
    }

    package var int: Int? { text.flatMap { Int($0) } }
    package var bool: Bool? { text.map { $0 == "true" } }

    package var items: [Tree] {
        if case .list(let items) = self { return items }
        return []
    }

    package var pairs: [Pair] {
        if case .map(let pairs) = self { return pairs }
        return []
    }

    /// One item or a list of them, as texts.
    package var texts: [String] { text.map { [$0] } ?? items.compactMap(\.text) }

    /// YAML in flow style, so that a failing seed can be written to a file that `laurel scenario` runs.
    package var flow: String {
        switch self {
        case .text(let text, let quoted):
            guard quoted else { return text }
            return "\"" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
        case .list(let items): return "[" + items.map(\.flow).joined(separator: ", ") + "]"
        case .map(let pairs): return "{" + pairs.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", ") + "}"
        }
    }

    /// A whole file: one line for each key, and one for each item of its lists.
    package var file: String {
        pairs.map { pair in
            guard case .list(let items) = pair.value, !items.isEmpty else { return "\(pair.key): \(pair.value.flow)\n" }
            return "\(pair.key):\n" + items.map { "  - \($0.flow)\n" }.joined()
        }.joined()
    }
}
