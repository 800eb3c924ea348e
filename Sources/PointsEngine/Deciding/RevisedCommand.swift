import JSON

/// A command about something that is configured under an id, made on a revision of it and saying nothing else.
package protocol RevisedCommand: Command {
    var id: String { get }
    /// The revision that it was made on; nil: any.
    var revision: Int64? { get }

    init(id: String, revision: Int64?)
}

extension RevisedCommand {
    package var subject: String? { id }
    package func write(to writer: inout JSONWriter) { writer.member("revision", ifPresent: revision) }

    package init(from stored: StoredCommand) throws {
        self.init(id: try stored.subject, revision: try stored.fields.optionalInteger("revision"))
    }
}
