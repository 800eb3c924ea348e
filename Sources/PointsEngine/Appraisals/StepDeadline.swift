import Identity
import Periods

/// When the time of the step is over that a sheet waits for. It is kept beside the sheets, which are on disk: by it whoever is next above
/// hears of the sheet, though nobody has touched it.
package struct StepDeadline: Hashable, Sendable {
    package let at: Instant
}

extension StepDeadline: KeptRows {
    package typealias Key = SheetID

    package static let place: WritableKeyPath<Tables, Table<StepDeadline>> & Sendable = \.stepDeadlines
    package static let schema = TableSchema("step_deadline", key: [.text("form"), .text("period"), .text("member")], [.integer("at")])
    package static func write(_ id: SheetID, to row: inout some ColumnWriter) throws { try Sheet.write(id, to: &row) }
    package static func key(from row: inout some ColumnReader) -> SheetID { Sheet.key(from: &row) }
    package func write(to row: inout some ColumnWriter) throws { try row.add(at.microseconds) }
    package init(_ id: SheetID, from row: inout some ColumnReader) throws { at = Instant(microseconds: row.integer()) }
}

/// A step that nobody took in its time.
enum StepOverdue: DueOfThings {
    static let name = "step-overdue"
    static func text(of key: SheetID) -> String { key.text }
    static func next(of deadline: StepDeadline, under programme: Programme) -> Instant? { deadline.at }

    static func happen(to key: String, on draft: Draft) throws {
        guard let id = SheetID(key) else { return }
        if let sheet = try draft.overlay.find(Sheet.self, id) { try draft.tellOverdue(sheet) }
        try draft.noteDeadline(of: id)
    }
}

extension Draft {
    /// Puts down when the step is over that a sheet waits for now. Beyond the highest above nobody is left to be told.
    func noteDeadline(of id: SheetID) throws {
        let sheet = try overlay.find(Sheet.self, id)
        let awaited = try sheet?.awaited(at: now, of: overlay.member(id.member), calendar)
        let next = awaited.flatMap { $0.due > now ? StepDeadline(at: $0.due) : nil }
        if try next != overlay.find(StepDeadline.self, id) { overlay.changes.stepDeadlines[id] = next }
    }
}
