/// A value of many fields, held by one reference.
///
/// ```swift
/// struct Changes {
///     @Boxed var tables = Tables()
/// }
/// var changes = Changes()
/// let before = changes            // one reference more, whatever `Tables` holds
/// changes.tables.members[id] = m  // copied here, because `before` holds it too
/// ```
/// A value still: who changes it while others hold it changes a copy of his own. A struct of sixty references costs sixty counts for each
/// copy and each end of one, and as much code in every type that has it inside.
@propertyWrapper
package struct Boxed<Value: Sendable>: Sendable {
    @usableFromInline typealias Storage = ManagedBuffer<Void, Value>

    /// Proof: `Value` is Sendable, and what is in it is changed only by who alone holds it (`isKnownUniquelyReferenced`).
    @usableFromInline nonisolated(unsafe) var storage: Storage

    @inlinable package init(wrappedValue: Value) { storage = Self.make(wrappedValue) }

    @inlinable package var wrappedValue: Value {
        _read {
            defer { _fixLifetime(storage) }
            yield storage.withUnsafeMutablePointerToElements { $0 }.pointee
        }
        _modify {
            if !isKnownUniquelyReferenced(&storage) { storage = Self.make(wrappedValue) }
            defer { _fixLifetime(storage) }
            yield &storage.withUnsafeMutablePointerToElements { $0 }.pointee
        }
    }

    /// The box: handed on, it costs one reference, where the value costs all of its own.
    @inlinable package var projectedValue: Self { self }

    @inlinable static func make(_ value: Value) -> Storage {
        let storage = Box<Value>.create(minimumCapacity: 1) { _ in }
        storage.withUnsafeMutablePointerToElements { $0.initialize(to: value) }
        return storage
    }
}

extension Boxed {
    @usableFromInline final class Box<Element>: ManagedBuffer<Void, Element> {
        @inlinable deinit { _ = withUnsafeMutablePointerToElements { $0.deinitialize(count: 1) } }
    }
}
