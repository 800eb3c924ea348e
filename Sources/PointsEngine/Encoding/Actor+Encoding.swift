import Identity

extension Actor {
    /// - Parameter place: of the row that keeps it.
    package init(stored text: String, _ place: String) throws {
        guard let actor = Actor(text: text) else { throw DamagedRecord("\(place)/actor") }
        self = actor
    }
}

extension Fields {
    package func actor(_ key: String) throws -> Actor { try require(key, Actor(text: try text(key))) }
}
