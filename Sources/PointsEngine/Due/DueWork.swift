import Periods

/// Something that happens by itself when its instant comes, as the work of members and the locks of boards do: a visit that nobody
/// made, a customer who is lost, a sheet that opens, a campaign that ends.
///
/// It is declared once, as a type that says when it is next and what it does, and listed in `DueKinds.all`, whose order is the order
/// at one instant. The schedule, the step, replay and the clock of scenarios know it from there. What it does is done at its own
/// instant, however late it is looked for, and must move the next one: a step that would come again as it was stops the server.
///
/// ```swift
/// /// A parcel that nobody fetched goes back.
/// enum ParcelReturn: DueOfThings {
///     static let name = "parcel-return"
///     static func text(of key: ParcelID) -> String { key.text }
///     static func next(of parcel: Parcel, under programme: Programme) -> Instant? { parcel.isFetched ? nil : parcel.keptUntil }
///     static func happen(to key: String, on draft: Draft) throws { … }
/// }
/// ```
package protocol DueWork: Sendable {
    /// In the command that does it, so for ever.
    static var name: String { get }

    /// Does it to one key. An activity that comes of it goes to `overlay.changes.reached`.
    static func happen(to key: String, on draft: Draft) throws
}

/// What happens to kept things, each at an instant that follows from the thing and from what is configured. They are asked again when a
/// commit changes them, and all of them when the programme is configured anew: what is put down needs no row of its own.
package protocol DueOfThings<Thing>: DueWork {
    /// A kind that is in memory.
    associatedtype Thing: Kept

    /// The key as the step names it. Steps go in its order.
    static func text(of key: Thing.Key) -> String

    /// Nil: never, as things stand.
    static func next(of thing: Thing, under programme: Programme) -> Instant?

    /// When it happens first to any of what was changed. Written once, below; each kind is asked so that it has code of its own (see `Kept`).
    static func first(in changed: Tables, under programme: Programme) -> Instant?
}

extension DueOfThings {
    package static func first(in changed: Tables, under programme: Programme) -> Instant? {
        guard !Thing.isEmpty(in: changed) else { return nil }
        return changed[keyPath: Thing.place].lazy.compactMap { next(of: $0.value, under: programme) }.min()
    }
}

/// What follows from what is configured, as the lock of a board does: it is asked before each step, so it has to be quick.
package protocol DueOfProgramme: DueWork {
    /// The first instant at which it is due next, and the keys in order. `last` is the instant of the last commit: what was due by then has happened.
    static func next(after last: Instant, under programme: Programme, given facts: some Facts) throws -> (at: Instant, keys: [String])?
}

/// All of it, listed once.
package enum DueKinds {
    /// At one instant, first all of members and boards (`DueStep.Work`) but warnings, then these in the order in which they stand here,
    /// each in the order of its keys; then warnings.
    package static let all: [any DueWork.Type] = [VisitMissed.self, CustomerLoss.self, CustomerReview.self, SheetOpening.self, StepOverdue.self, WishReview.self, NoticeDigest.self]

    static func place(named name: String) -> Int? { all.firstIndex { $0.name == name } }

    private static let ofThings = all.compactMap { $0 as? any DueOfThings.Type }

    /// The first instant at which something happens by itself to what was changed; it may be past. O(changed things).
    package static func next(in changed: Tables, under programme: Programme) -> Instant? {
        var first: Instant?
        for kind in ofThings {
            if let next = kind.first(in: changed, under: programme), first.map({ next < $0 }) ?? true { first = next }
        }
        return first
    }
}
