import Files

/// What became of one thing that a row asked for.
package enum ImportVerdict: Hashable, Sendable {
    case recorded
    /// It was there already, with the same content: nothing is written.
    case duplicate
    /// It is there already, with other content.
    case conflicting(String)
    case refused(code: String, message: String)
    /// Nothing can be written now; the import ends, and may be repeated.
    case unavailable(String)
}

/// What carries out what rows ask for: the writer in this process, or a server.
package protocol ImportSink {
    /// Hands in at most `ImportRun.batch` items, in order. `reply` is called once, from any thread, with a verdict for each.
    func send(_ items: [ImportedRow.Item], reply: @escaping @Sendable ([ImportVerdict]) -> Void)
}
