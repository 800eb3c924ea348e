/// Work ended before it was done: the server stops, or nothing more can be written. What it had done stays, and it goes on at the next
/// start, or when it is asked for again.
package struct Interrupted: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String = "interrupted; it goes on at the next start") { self.description = description }
}
