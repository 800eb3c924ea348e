/// The members of a JSON object, in the order in which they were written; each key once. Equality ignores the order.
///
/// Looking up a key is linear up to 16 members and by hash beyond, so that an object of any size is read in linear time.
package struct JSONObject: Sendable {
    package struct Member: Sendable {
        package let key: String
        package fileprivate(set) var value: JSONValue
    }

    package private(set) var members: [Member] = []
    /// Key → place in `members`, once there are more than `linearLimit` of them; else empty.
    private var places: [ByteString: Int] = [:]

    private static let linearLimit = 16

    package init() {}

    /// Of equal keys the last one stays.
    package init(_ members: some Sequence<(String, JSONValue)>) {
        for (key, value) in members { self[key] = value }
    }

    package var count: Int { members.count }
    package var isEmpty: Bool { members.isEmpty }
    package var keys: some RandomAccessCollection<String> { members.lazy.map(\.key) }

    /// The value of a key. Setting a new key appends it, setting nil removes it.
    package subscript(key: String) -> JSONValue? {
        get { place(of: key).map { members[$0].value } }
        set {
            switch (place(of: key), newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): remove(at: place)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    /// Appends a member, unless its key is already there: then it answers false and changes nothing.
    @discardableResult
    package mutating func insert(_ key: String, _ value: JSONValue) -> Bool {
        guard place(of: key) == nil else { return false }
        append(key, value)
        return true
    }

    private func place(of key: String) -> Int? {
        guard places.isEmpty else { return places[ByteString(text: key)] }
        for index in members.indices where sameBytes(members[index].key, key) { return index }
        return nil
    }

    private mutating func append(_ key: String, _ value: JSONValue) {
        members.append(Member(key: key, value: value))
        if members.count > Self.linearLimit {
            if places.isEmpty { indexAll() } else { places[ByteString(text: key)] = members.count - 1 }
        }
    }

    private mutating func remove(at place: Int) {
        members.remove(at: place)
        places = [:]
        if members.count > Self.linearLimit { indexAll() }
    }

    private mutating func indexAll() {
        for (place, member) in members.enumerated() { places[ByteString(text: member.key)] = place }
    }
}

extension JSONObject: Hashable {
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        // A sum of the members' hashes does not depend on their order.
        hasher.combine(members.reduce(0) { sum, member in
            var own = Hasher()
            own.combine(member.key)
            own.combine(member.value)
            return sum &+ own.finalize()
        })
    }
}

extension JSONObject: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { members.count }
    package subscript(position: Int) -> Member { members[position] }
}
