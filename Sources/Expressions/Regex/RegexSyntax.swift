/// A parsed pattern.
indirect enum RegexSyntax {
    case empty
    case set(ScalarSet)
    case assertion(Assertion)
    case sequence([RegexSyntax])
    case choice([RegexSyntax])
    case repetition(RegexSyntax, least: Int, most: Int?)

    /// What a place in the text has to be.
    enum Assertion: Sendable { case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary }
}

/// Why a pattern is refused, as a sentence without a full stop.
struct RegexError: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
