import JSON
import RuleEngine

/// The amounts of a board's entrants in one list, found by owner, or by the number under which boards know the entrant: every commit
/// moves hundreds, and looking for an owner costs more than moving the amount.
struct BoardAmounts {
    private var places: [Owner: Int32] = [:]
    private var amounts: [BoardAmount] = []
    /// The place of each entrant who has moved; −1: not known yet.
    private var placesOfEntrants: [Int32] = []

    init(_ amounts: [Owner: BoardAmount]) {
        places.reserveCapacity(amounts.count)
        for (owner, amount) in amounts { self[owner, default: BoardAmount()] = amount }
    }

    var owners: some Collection<Owner> { places.keys }

    subscript(owner: Owner) -> BoardAmount? { places[owner].map { amounts[Int($0)] } }

    subscript(owner: Owner, default nothing: BoardAmount) -> BoardAmount {
        get { self[owner] ?? nothing }
        _modify {
            let place = place(of: owner, nothing)
            yield &amounts[place]
        }
    }

    /// Adds to an amount; answers what it is then.
    ///
    /// - Parameter entrant: the owner's number, where there is one.
    mutating func add(_ by: Decimal, _ measure: Measure, _ source: BoardSource, to owner: Owner, _ entrant: Int32?) -> BoardAmount {
        let place = place(of: owner, entrant)
        amounts[place].add(by, measure, source)
        return amounts[place]
    }

    private mutating func place(of owner: Owner, _ entrant: Int32?) -> Int {
        guard let entrant = entrant.map(Int.init) else { return place(of: owner, BoardAmount()) }
        if entrant < placesOfEntrants.count, placesOfEntrants[entrant] >= 0 { return Int(placesOfEntrants[entrant]) }
        let place = place(of: owner, BoardAmount())
        if entrant >= placesOfEntrants.count { placesOfEntrants += repeatElement(-1, count: entrant + 1 - placesOfEntrants.count) }
        placesOfEntrants[entrant] = Int32(place)
        return place
    }

    private mutating func place(of owner: Owner, _ nothing: BoardAmount) -> Int {
        if let known = places[owner] { return Int(known) }
        places[owner] = Int32(amounts.count)
        amounts.append(nothing)
        return amounts.count - 1
    }
}
