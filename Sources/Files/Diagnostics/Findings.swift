/// Gathers what is wrong while files are read. Belongs to one reading and stays on its thread.
package final class Findings {
    /// More are counted and not kept: nobody reads them, and a hostile file could make millions.
    package static let limit = 100

    private var kept: [Diagnostic] = []
    private var dropped = 0

    package init() {}

    package var isEmpty: Bool { kept.isEmpty }

    package var count: Int { kept.count + dropped }

    package func add(_ diagnostic: Diagnostic) {
        guard kept.count < Self.limit else {
            dropped += 1
            return
        }
        if !kept.contains(diagnostic) { kept.append(diagnostic) }
    }

    /// All of them by file and place; nil if nothing is wrong.
    package var diagnostics: Diagnostics? {
        guard !kept.isEmpty else { return nil }
        return Diagnostics(kept.sorted { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) })
    }

    /// The value, if nothing was wrong with it.
    package func checked<Value>(_ value: Value?) throws(Diagnostics) -> Value {
        if let diagnostics { throw diagnostics }
        guard let value else { throw Diagnostics([]) }
        return value
    }
}
