/// Why a workbook cannot be read, as a sentence for whoever sent it.
package struct WorkbookFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        /// It is something else than a workbook of this kind.
        case otherFormat
        case damaged
        /// More than is read: what unpacks to far more than it is.
        case tooLarge
        /// XML that does what no workbook needs: document types, entities.
        case hostile
        case noSuchSheet
    }

    package let reason: Reason
    package let description: String

    init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }
}

/// How much of a workbook is read.
package struct WorkbookLimits: Sendable {
    /// Bytes of the file as it came.
    package var file = 64 << 20
    /// Bytes of one part, unpacked.
    package var part = 256 << 20
    /// Bytes of the texts that cells share, unpacked; they stand in memory.
    package var strings = 48 << 20
    package var entries = 10_000
    package var rows = 1_048_576
    package var columns = 1_000
    /// Bytes of the texts of one row, however often one of them stands there.
    package var row = 1 << 20
    /// Bytes of one cell.
    package var cell = 256 << 10

    package init() {}
}
