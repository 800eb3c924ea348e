import CommitLog
import JSON
import PointsEngine

/// The rows of one commit as a log takes them.
struct GatheredRows {
    let commands = LogRowsBuilder(.command)
    let entries = LogRowsBuilder(.entry)
    private let personal = LogRowsBuilder(.personal)

    func add(_ values: PersonalValues, of command: Int64, about member: String) {
        personal.add(command)
        personal.add(Array(member.utf8))
        personal.add(values.salt)
        personal.add(JSONValue.object(values.values).bytes)
    }

    /// - Parameter head: nil where nothing is sealed.
    func commit(_ decided: [DecidedCommand], sealedAs head: Head?, in format: Int32, aside: [UInt8]?) -> LogCommit {
        let notes = decided.filter(\.isNote).map(\.number), members = decided.compactMap { $0.forgets?.text }
        return LogCommit(
            seal: head.map { LogSeal($0, format: format, notes: notes) }, commands: commands.rows, entries: entries.rows, personal: personal.rows, forgets: members, aside: aside)
    }
}

extension LogSeal {
    /// The form of commits that this program writes: programs that know only lower ones cannot follow it.
    package static let currentFormat: Int32 = 1

    init(_ head: Head, format: Int32 = currentFormat, notes: [Int64]) {
        self.init(
            number: head.number, format: format, commands: head.firstCommand...head.lastCommand, firstEntry: head.firstEntry,
            lastEntry: head.lastEntry, hash: head.hash.bytes, notes: notes)
    }
}
