import CommitLog

/// What a follower takes over in one transaction: a commit with the changesets that came with it or after it, or changesets alone.
package struct LogStep {
    let seal: LogSeal?
    private let commands: LogRows
    private let personal: LogRows
    private(set) var asides: [(place: Int64, changes: [UInt8])] = []

    /// In the order of the log.
    package static func steps(of records: [LogRecord]) -> [LogStep] {
        var steps: [LogStep] = []
        for record in records {
            switch record {
            case .commit(let seal, let commands, let personal): steps.append(LogStep(seal: seal, commands: commands, personal: personal))
            case .aside(let changes, let at):
                if steps.isEmpty { steps.append(LogStep(seal: nil, commands: LogRows(), personal: LogRows())) }
                steps[steps.count - 1].asides.append((at.aside, changes))
            }
        }
        return steps
    }

    private init(seal: LogSeal?, commands: LogRows, personal: LogRows) {
        self.seal = seal
        self.commands = commands
        self.personal = personal
    }

    /// Whether it brings rows that no command tells of.
    package var hasAsides: Bool { !asides.isEmpty }

    func rows() throws -> [CommandRow] {
        var said: [Int64: [UInt8]] = [:]
        try forEachPersonal { command, _, _, body in said[command] = body }
        return try (0..<commands.count).map { try CommandRow(commands, $0, personal: commands.integer(0, $0).flatMap { said[$0] }) }
    }

    /// Calls `body` with command, member, salt and body of each row of what is said of people.
    func forEachPersonal(_ body: (Int64, String, [UInt8], [UInt8]) throws -> Void) throws {
        for row in 0..<personal.count {
            guard let command = personal.integer(0, row), let member = personal.text(1, row), let salt = personal.bytes(2, row), let said = personal.bytes(3, row) else { continue }
            try body(command, member, salt, said)
        }
    }

    func place(after seal: Int64) -> AsidePlace? { asides.last.map { AsidePlace(after: seal, place: $0.place) } }
}
