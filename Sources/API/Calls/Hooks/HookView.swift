import Files
import JSON
import Periods
import Store

/// A hook as administrators see it: never its key.
struct HookView: Sendable {
    let definition: HookDefinition
    let counts: [HookReceipt.State: Int64]
    let last: Instant?
    let hasSecret: Bool
    /// Whether it holds as much that was not taken as it may.
    let isFull: Bool
    let now: Instant

    enum States: String, CaseIterable {
        case off
        /// Its map does not hold.
        case broken
        /// A sender is to prove themselves, and there is nothing to prove it by.
        case keyless
        /// Something failed.
        case failing
        /// Anybody who knows the address may send.
        case open
        /// Nothing came.
        case new
        case fine
    }

    init(_ definition: HookDefinition, _ reader: Reader, at now: Instant, _ environment: (String) -> String?) throws {
        self.definition = definition
        self.now = now
        (counts, last) = try reader.hookReceipts.counts(of: definition.name)
        isFull = try reader.hookReceipts.isFull(definition.name)
        hasSecret = !definition.secrets(at: now, environment).isEmpty
    }

    static let shape: [(String, Shape)] = [
        ("id", .text), ("on", .flag), ("state", .words(States.self)), ("path", .text), ("template", .orNull(.text)), ("map", .orNull(.text)), ("own_map", .flag),
        ("verify", .orNull(.text)), ("variable", .orNull(.text)), ("own_key", .flag), ("previous_until", .orNull(.instant)),
        ("received", .map(.integer)), ("last", .orNull(.instant)), ("faults", .list(.text)), ("etag", .text),
    ]

    /// Whether somebody set it up, or it has received something: maps that merely come along are nobody's.
    var isUsed: Bool { definition.stored != nil || last != nil }

    /// Why its map does not hold; nil: it does, or the hook is off.
    var fault: String? {
        guard state == .broken else { return nil }
        let faults = [definition.map.failure, definition.verification.failure].compactMap { $0?.all.first }
        return faults.first.map { "\($0.place): \($0.sentence)" }
    }

    /// Whether it takes what anybody sends.
    var isOpen: Bool {
        guard definition.stored?.isOff != true, case .success(let verification) = definition.verification else { return false }
        return verification == nil
    }

    var state: States {
        if definition.stored?.isOff == true { return .off }
        guard case .success = definition.map, case .success(let verification) = definition.verification else { return .broken }
        if verification != nil, !hasSecret { return .keyless }
        if counts[.failed] ?? 0 > 0 { return .failing }
        if verification == nil { return .open }
        return last == nil ? .new : .fine
    }

    func write(to writer: inout JSONWriter) {
        let stored = definition.stored, verification = (try? definition.verification.get()) ?? nil
        writer.object { writer in
            writer.member("id", definition.name)
            writer.member("on", stored?.isOff != true)
            writer.member("state", state.rawValue)
            writer.member("path", Routes.base + "/hooks/" + definition.name)
            writer.member("template", orNull: stored?.map == nil ? stored?.template ?? definition.name : stored?.template)
            writer.member("map", orNull: definition.text)
            writer.member("own_map", stored?.map != nil)
            writer.member("verify", orNull: verification?.words)
            writer.member("variable", orNull: verification?.variable)
            writer.member("own_key", stored?.secret != nil)
            writer.member("previous_until", orNull: stored?.previousUntil.flatMap { $0 > now ? $0.rfc3339 : nil })
            writer.object("received") { writer in for state in HookReceipt.State.allCases { writer.member(state.rawValue, counts[state] ?? 0) } }
            writer.member("last", orNull: last?.rfc3339)
            writer.array("faults") { writer in
                if case .failure(let diagnostics) = definition.map { for one in diagnostics.all.prefix(20) { writer.value("\(one.place): \(one.sentence)") } }
            }
            writer.member("etag", "\(stored?.revision ?? 0)")
        }
    }
}

extension HookView {
    /// For the page of the system: how it is, and no more.
    func writeBriefly(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", definition.name)
            writer.member("state", state.rawValue)
            writer.object("received") { writer in for state in HookReceipt.State.allCases { writer.member(state.rawValue, counts[state] ?? 0) } }
            writer.member("last", orNull: last?.rfc3339)
        }
    }
}

extension Result {
    fileprivate var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}

extension HookVerification {
    /// How a sender proves who they are, for whoever sets up the other side.
    fileprivate var words: String {
        switch way {
        case .query(let name): "query:\(name)"
        case .header(let name): "header:\(name)"
        case .signature(let header, let algorithm): "hmac-\(algorithm.rawValue):\(header)"
        case .body(let places): "body:\(places.joined(separator: ","))"
        case .scheme(let scheme): "scheme:\(scheme.rawValue)"
        case .key: "key"
        }
    }
}
