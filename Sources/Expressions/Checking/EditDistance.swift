/// What was probably meant by a word that is unknown.
enum EditDistance {
    /// The nearest of the known words by insertions, deletions, replacements and swaps of neighbours (optimal string alignment), if it is near.
    static func suggestion(for word: String, among known: some Sequence<String>) -> String? {
        let most = word.unicodeScalars.count <= 3 ? 1 : 2
        let near = known.map { (word: $0, distance: distance(word, $0)) }.filter { $0.distance <= most && $0.word != word }
        return near.min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
    }

    static func distance(_ left: String, _ right: String) -> Int {
        let a = Array(left.lowercased().unicodeScalars), b = Array(right.lowercased().unicodeScalars)
        guard abs(a.count - b.count) <= 2, !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var rows = [Array(0...b.count)]
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                let replaced = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, replaced)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, rows[i - 2][j - 2] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
