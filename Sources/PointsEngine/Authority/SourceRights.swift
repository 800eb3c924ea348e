import Identity
import RuleEngine

/// Which sources of activities a caller may speak for (api.md): its own, by what it reports and by what that undoes; nobody
/// from outside for Laurel's.
package struct SourceRights: Sendable {
    private enum Reach: Sendable {
        case any
        /// All but what people enter, which carries their name.
        case integration
        case only([String])
    }

    private let reach: Reach

    /// The owner, and people who import files.
    package static let any = SourceRights(.any)

    /// - Parameter sources: those that a token is bound to; empty: it is bound to none.
    package init(boundTo sources: [String]) { self.init(sources.isEmpty ? .integration : .only(sources)) }

    private init(_ reach: Reach) { self.reach = reach }

    package func allows(_ source: String) -> Bool {
        guard !Self.isOurs(source.drop { $0 == "/" }) else { return false }
        return switch reach {
        case .any: true
        case .integration: source != ManualEntry.source
        case .only(let sources): sources.contains(source)
        }
    }

    /// Whether a caller that is bound to sources may look at what another one reported.
    package func mayRead(_ source: String) -> Bool {
        if case .only(let sources) = reach { sources.contains(source) } else { true }
    }

    /// Why it may not be reported, before anything is looked up: nobody learns what there is in other sources.
    package func refusal(of activity: Activity) -> Refusal? {
        refusal(type: activity.type, source: activity.key.source.text) ?? activity.link.flatMap { link in
            let pointer = if case .reverses = link { "/data/reverses" } else { "/data/replaces" }
            return allows(link.target.source.text) ? nil : Refusal(.notPermitted, at: pointer, "nobody undoes what was reported under a source that they may not speak for")
        }
    }

    package func refusal(type: String, source: String) -> Refusal? {
        if Self.isOurs(type) { return Refusal(.notPermitted, at: "/type", "laurel.* is reported by Laurel alone") }
        if Self.isOurs(source.drop { $0 == "/" }) { return Refusal(.notPermitted, at: "/source", "laurel.* speaks for Laurel alone") }
        return allows(source) ? nil : Refusal(.notPermitted, at: "/source", "the token may not speak for this source")
    }

    /// Names that belong to Laurel are never taken from outside, whatever a token says.
    package static func isOurs(_ name: some StringProtocol) -> Bool {
        let name = name.lowercased()
        return name == "laurel" || name.hasPrefix("laurel.") || name.hasPrefix("laurel/") || name.hasPrefix("laurel:")
    }
}
