import Foundation
import SQLite
import Store

/// What SQLite can do on this disk: rows that were recorded are inserted again, into tables of the same schema, without
/// anything around it.
struct RawInserts {
    private var commands: [[SQLValue]] = []
    private var entriesByCommand: [[[SQLValue]]] = []
    private(set) var entries = 0

    private static let batch = 256

    var activities: Int { commands.count }

    /// Reads at most `most` recorded activities.
    init(from path: String, most: Int) throws {
        let connection = try Connection(path, as: .reader)
        var places: [Int64: Int] = [:]
        try connection.forEach("SELECT * FROM command WHERE kind = 'record' ORDER BY number LIMIT \(most)") { row in
            places[row.integer(0)] = commands.count
            commands.append(Self.values(row))
            entriesByCommand.append([])
        }
        guard case .integer(let last) = commands.last?.first else { return }
        try connection.forEach("SELECT * FROM entry WHERE command <= \(last) ORDER BY number") { row in
            guard let place = places[row.integer(1)] else { return }
            entriesByCommand[place].append(Self.values(row))
            entries += 1
        }
    }

    /// Inserts all of them into a new database, 256 activities a transaction.
    /// - Returns: activities a second, and the seconds of processor for each.
    func insert() throws -> (perSecond: Double, processor: Double) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "laurel-raw-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try Database(folder.appending(path: "raw.db").path)
        let command = try database.connection.prepare(Self.insert("command", commands[0].count))
        let entry = try database.connection.prepare(Self.insert("entry", entriesByCommand.lazy.flatMap { $0 }.first?.count ?? 25))
        let processor = Stopwatch.processorOfThread
        let seconds = try Stopwatch.seconds {
            for start in stride(from: 0, to: commands.count, by: Self.batch) {
                try database.connection.transaction {
                    for index in start..<min(start + Self.batch, commands.count) {
                        try Self.run(command, commands[index])
                        for row in entriesByCommand[index] { try Self.run(entry, row) }
                    }
                }
            }
        }
        return (Double(commands.count) / seconds, (Stopwatch.processorOfThread - processor) / Double(commands.count))
    }

    private static func insert(_ table: String, _ columns: Int) -> String {
        "INSERT INTO \(table) VALUES (\(Array(repeating: "?", count: columns).joined(separator: ", ")))"
    }

    private static func run(_ statement: Statement, _ row: [SQLValue]) throws {
        for (index, value) in row.enumerated() { try statement.bind(Int32(index + 1), value) }
        try statement.run()
    }

    private static func values(_ row: Statement) -> [SQLValue] {
        (0..<Int32(row.columnCount)).map { row.value($0) }
    }
}
