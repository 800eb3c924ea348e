import Files

/// A changed folder that would take something away is not put in force by itself: it may be half written. Whoever means it
/// publishes it.
package struct WithheldChange: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is in force and not in the folder.
    package let removed: [RulesFolder.Loss]
    /// Files that end where those in force go on.
    package let cutShort: [String]

    package var description: String {
        let removals = removed.isEmpty ? [] : ["the folder no longer has \(removed.map(\.description).joined(separator: ", "))"]
        let cuts = cutShort.map { "\($0) ends where the file in force goes on, as a file does that is half written" }
        return (removals + cuts).joined(separator: "\n")
    }
}
