/// Where something stands, for checks that come after it was read.
extension YAMLReader {
    /// The value of a key of this mapping; the mapping itself where there is none.
    package func at(_ key: String) -> YAMLReader {
        guard case .mapping(let entries) = node.content, let entry = entries.first(where: { $0.key == key }) else { return self }
        return child(entry.value, key)
    }

    /// The first scalar with this text, at any depth; nil: there is none.
    func scalar(_ text: String) -> YAMLReader? {
        switch node.content {
        case .scalar(let own, _): return own == text ? self : nil
        case .sequence(let nodes):
            for (index, node) in nodes.enumerated() {
                let reader = YAMLReader(node: node, source: source, findings: findings, pointer: pointer.appending(index))
                if let found = reader.scalar(text) { return found }
            }
            return nil
        case .mapping(let entries):
            for entry in entries {
                if let found = child(entry.value, entry.key).scalar(text) { return found }
            }
            return nil
        }
    }
}
