import JSON

/// Why an event, or a whole request, is not taken.
package struct EventError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Stable codes (points.md, "What bad input gets").
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// Not JSON, not an event, or an attribute that CloudEvents does not allow.
        case malformed
        /// Data over 64 KiB, an attribute over 2 KiB, over 64 extensions, over 1,000 events in a batch.
        case tooLarge = "too-large"
        /// A time that is not RFC 3339, or does not exist.
        case badTime = "bad-time"
        /// Only for whole requests: neither JSON nor CloudEvents.
        case unsupportedMediaType = "unsupported-media-type"
    }

    package let code: Code
    /// The field at fault, within the event (also in a batch); empty for the event as a whole.
    package let pointer: JSONPointer
    /// What is wrong, in English, for people who connect systems.
    package let detail: String
    /// The source and id of the refused event, as far as they could be read.
    package var source: String?
    package var id: String?
    /// Whether a text that has to be JSON is none: then nobody can say what was meant.
    package private(set) var isSyntax = false

    package var description: String { detail }

    package init(_ code: Code, _ pointer: String = "", _ detail: String) {
        self.code = code
        self.pointer = JSONPointer(pointer)
        self.detail = detail
    }

    /// A text that is not JSON, at `outer`.
    init(_ error: JSONError, in outer: JSONPointer = JSONPointer()) {
        code = .malformed
        pointer = error.pointer.inside(outer)
        detail = error.description
        isSyntax = true
    }
}
