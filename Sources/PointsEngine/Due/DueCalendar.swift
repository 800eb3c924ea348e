import Periods

/// When the work of `DueKinds` is next due, kept beside the facts.
struct DueCalendar: Sendable {
    private var agendas = DueKinds.all.map { _ in KeyAgenda() }
    /// What was configured when everything was put down; nil: nothing is yet.
    private var configurations: Int?

    struct Turn: Sendable {
        let at: Instant
        let kind: any DueWork.Type
        fileprivate let keys: Keys
    }

    /// Asked for before every batch, so of the agenda's nobody looks them up before their turn has come.
    fileprivate enum Keys: Sendable {
        case known([String])
        case inAgenda(Int)
    }

    /// The step of a turn that has come.
    mutating func step(_ turn: Turn) -> DueStep {
        switch turn.keys {
        case .known(let keys): DueStep(at: turn.at, work: .happening(turn.kind.name, keys))
        case .inAgenda(let place):
            DueStep(at: turn.at, work: .happening(turn.kind.name, agendas[place].keys(at: turn.at, limit: DueStep.maximumMembers)))
        }
    }

    /// What comes first: by instant, then in the order of kinds.
    ///
    /// - Parameter last: the instant of the last commit.
    mutating func next(after last: Instant, under programme: Programme, given facts: some Facts) throws -> Turn? {
        try load(after: last, under: programme, given: facts)
        var first: Turn?
        for (place, kind) in DueKinds.all.enumerated() {
            guard let turn = try next(kind, at: place, after: last, under: programme, given: facts) else { continue }
            if first.map({ turn.at < $0.at }) ?? true { first = turn }
        }
        return first
    }

    private mutating func next(
        _ kind: any DueWork.Type, at place: Int, after last: Instant, under programme: Programme, given facts: some Facts
    ) throws -> Turn? {
        if let kind = kind as? any DueOfProgramme.Type {
            return try kind.next(after: last, under: programme, given: facts).map { Turn(at: max($0.at, last), kind: kind, keys: .known($0.keys)) }
        }
        return agendas[place].next().map { Turn(at: $0, kind: kind, keys: .inAgenda(place)) }
    }

    /// Looks again at what a commit has changed.
    mutating func note(_ changes: BatchChanges, at now: Instant, under programme: Programme) {
        guard configurations == programme.configurations else { return }
        for (place, kind) in DueKinds.all.enumerated() {
            if let kind = kind as? any DueOfThings.Type { note(kind, at: place, changes.tables, now, programme) }
        }
    }

    private mutating func note<Work: DueOfThings>(_ work: Work.Type, at place: Int, _ tables: Tables, _ now: Instant, _ programme: Programme) {
        let changed = tables[keyPath: Work.Thing.place]
        for (key, thing) in changed { put(work, key, thing, at: place, now, programme) }
        for key in changed.deleted { agendas[place].put(Work.text(of: key), nil) }
    }

    /// Puts everything down: at the start, and when something else is configured.
    private mutating func load(after last: Instant, under programme: Programme, given facts: some Facts) throws {
        guard configurations != programme.configurations else { return }
        for (place, kind) in DueKinds.all.enumerated() {
            agendas[place] = KeyAgenda()
            if let kind = kind as? any DueOfThings.Type { try load(kind, at: place, last, programme, facts) }
        }
        configurations = programme.configurations
    }

    private mutating func load<Work: DueOfThings>(_ work: Work.Type, at place: Int, _ last: Instant, _ programme: Programme, _ facts: some Facts) throws {
        for (key, thing) in try facts.all(Work.Thing.self) { put(work, key, thing, at: place, last, programme) }
    }

    /// What would have been due before the last commit is due at once.
    private mutating func put<Work: DueOfThings>(
        _: Work.Type, _ key: Work.Thing.Key, _ thing: Work.Thing, at place: Int, _ last: Instant, _ programme: Programme
    ) {
        agendas[place].put(Work.text(of: key), Work.next(of: thing, under: programme).map { max($0, last) })
    }
}
