import JSON

/// One thing that a doctor looks at, and what comes of it.
struct Diagnosis {
    enum State: String, Comparable {
        case fine, warning, wrong

        static func < (left: State, right: State) -> Bool { left.rank < right.rank }
        private var rank: Int { self == .fine ? 0 : self == .warning ? 1 : 2 }
    }

    let name: String
    let state: State
    /// What was found, in a sentence.
    let found: String
    /// What to do about it; nil where nothing has to be done.
    let remedy: String?

    static func fine(_ name: String, _ found: String) -> Diagnosis { Diagnosis(name: name, state: .fine, found: found, remedy: nil) }
    static func warning(_ name: String, _ found: String, _ remedy: String) -> Diagnosis { Diagnosis(name: name, state: .warning, found: found, remedy: remedy) }
    static func wrong(_ name: String, _ found: String, _ remedy: String) -> Diagnosis { Diagnosis(name: name, state: .wrong, found: found, remedy: remedy) }

    var lines: String {
        let mark = state == .fine ? "ok     " : state == .warning ? "warning" : "WRONG  "
        return "\(mark)  \(name): \(found)" + (remedy.map { "\n         → \($0)" } ?? "")
    }

    var json: JSONValue { ["name": .string(name), "state": .string(state.rawValue), "found": .string(found), "remedy": remedy.map { .string($0) } ?? .null] }
}
