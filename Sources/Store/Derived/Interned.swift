import RuleEngine
import SQLite

/// The numbers that owners and measures have in the table of tallies: a row of it is written for each activity and day, so it
/// is kept small.
///
/// After a transaction that failed, `forget` must be called: numbers given in it were never written.
final class Interned {
    private let connection: Connection
    private var owners = GenerationCache<Owner, Int64>(size: 200_000)
    private var measures: [Measure: Int64] = [:]
    /// Both of a key, so that a cell of a tally that is written again and again is looked up once.
    private var pairs = GenerationCache<TallyKey, Pair>(size: 100_000)

    private typealias Pair = (owner: Int64, measure: Int64)

    init(_ connection: Connection) { self.connection = connection }

    func forget() {
        owners.removeAll()
        measures.removeAll()
        pairs.removeAll()
    }

    func numbers(of key: TallyKey) throws -> (owner: Int64, measure: Int64) {
        if let known = pairs[key] { return known }
        let pair = (owner: try number(of: key.owner), measure: try number(of: key.measure))
        pairs[key] = pair
        return pair
    }

    /// The number of an owner; nil: it never had a tally.
    func find(_ owner: Owner) throws -> Int64? {
        if let known = owners[owner] { return known }
        let number = try find(owner.stored, in: "owner")
        owners[owner] = number
        return number
    }

    func find(_ measure: Measure) throws -> Int64? {
        if let known = measures[measure] { return known }
        let number = try find(measure.stored, in: "measure")
        measures[measure] = number
        return number
    }

    func number(of owner: Owner) throws -> Int64 {
        if let known = try find(owner) { return known }
        let number = try add(owner.stored, to: "owner")
        owners[owner] = number
        return number
    }

    func number(of measure: Measure) throws -> Int64 {
        if let known = try find(measure) { return known }
        let number = try add(measure.stored, to: "measure")
        measures[measure] = number
        return number
    }

    private func find(_ key: (kind: String, name: String), in table: String) throws -> Int64? {
        try connection.first("SELECT number FROM \(table) WHERE kind = ? AND name = ?", key.kind, key.name) { $0.integer(0) }
    }

    private func add(_ key: (kind: String, name: String), to table: String) throws -> Int64 {
        try connection.run("INSERT INTO \(table) (kind, name) VALUES (?, ?)", key.kind, key.name)
        return connection.lastRowNumber
    }
}
