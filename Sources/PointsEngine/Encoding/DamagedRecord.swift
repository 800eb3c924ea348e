/// Something kept holds what this program never wrote: the storage was damaged, or changed by somebody else.
package struct DamagedRecord: Error, Hashable, Sendable, CustomStringConvertible {
    /// Table and row, and the member of its object where there is one: `command 17/points`.
    package let place: String

    package init(_ place: String) { self.place = place }

    package var description: String { "damaged: \(place)" }
}
