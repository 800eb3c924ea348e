import JSON
import Periods
import RuleEngine

/// Makes a rule set of the files that were published; given by who knows how to read them.
package typealias RuleReader = (_ files: [String: String], _ version: String) throws -> RuleSet

/// A command as it is kept, to be read back by its type.
package struct StoredCommand {
    /// The columns that only activities have.
    package struct ActivityColumns: Sendable {
        package let source: String
        package let id: String
        package let type: String
        package let time: Instant

        package init(source: String, id: String, type: String, time: Instant) {
            self.source = source
            self.id = id
            self.type = type
            self.time = time
        }
    }

    package let name: String
    package let body: [UInt8]
    package let activity: ActivityColumns?
    package let readRules: RuleReader
    /// What is being read, for messages: `command 17`.
    package let place: String
    private let storedSubject: String?

    package init(
        name: String, subject: String?, body: [UInt8], activity: ActivityColumns? = nil, place: String, readRules: @escaping RuleReader
    ) {
        self.name = name
        storedSubject = subject
        self.body = body
        self.activity = activity
        self.place = place
        self.readRules = readRules
    }

    /// The command; nil where no command has the name, as for notes in the same table.
    package func command() throws -> (any Command)? { try CommandRegistry.type(named: name)?.init(from: self) }

    package var optionalSubject: String? { storedSubject }

    package var subject: String {
        get throws {
            guard let storedSubject else { throw DamagedRecord("\(place)/subject") }
            return storedSubject
        }
    }

    package var fields: Fields { get throws { try Fields(json: body, place) } }
}
