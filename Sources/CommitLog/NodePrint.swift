/// What deciding depends on outside the log, as one node has it: time zones come with its system, collation with Foundation, the format with
/// the program. Nodes decide alike only where their prints are equal.
package struct NodePrint: Hashable, Sendable {
    /// A hash of the transitions of the company's zone.
    package let zone: [UInt8]
    /// A hash of the order of a fixed list of names by the company's collation.
    package let names: [UInt8]
    /// The highest form of commits that the program knows.
    package let format: Int32

    package init(zone: [UInt8], names: [UInt8], format: Int32) {
        (self.zone, self.names, self.format) = (zone, names, format)
    }

    /// What is stored of it beside the format.
    package var bytes: [UInt8] { zone + names }

    /// - Returns: nil where these are not the bytes of one.
    package init?(bytes: [UInt8], format: Int32) {
        guard bytes.count == 64 else { return nil }
        self.init(zone: Array(bytes.prefix(32)), names: Array(bytes.suffix(32)), format: format)
    }

    /// Which parts are not as the leader's; empty: it decides like it. Formats may differ while programs are replaced: the lowest is written.
    package func differences(from leader: NodePrint) -> [String] {
        var parts: [String] = []
        if zone != leader.zone { parts.append("the time zone's transitions are others than the leader's: another tzdata") }
        if names != leader.names { parts.append("names are ordered otherwise than at the leader's: another collation") }
        return parts
    }
}
