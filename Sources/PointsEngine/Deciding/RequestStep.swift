import Identity
import JSON

/// A step that a person takes in the life of a request, with what they say to it.
package protocol RequestStep: Command where Answer == RequestReceipt {
    var id: RequestID { get }
    var comment: String? { get }

    init(_ id: RequestID, comment: String?)
}

extension RequestStep {
    package var subject: String? { id.text }
    package func write(to writer: inout JSONWriter) { writer.member("comment", ifPresent: comment) }

    package init(from stored: StoredCommand) throws {
        self.init(RequestID(try stored.subject), comment: try stored.fields.optionalText("comment"))
    }
}
