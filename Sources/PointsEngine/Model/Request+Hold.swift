import Identity
import RuleEngine

/// A held award is named by all that makes it one: the identity of its activity, which is source and id, its rule, and the member where
/// the activity is split. The same id from two sources are two awards.
extension RequestID {
    private static let hold = "hold/"

    /// - Parameter member: whose part it is; nil where one member has all of it.
    package static func hold(_ activity: ActivityKey, rule: String, partOf member: MemberID?) -> RequestID {
        let parts = [activity.source.text, activity.id.text, rule] + (member.map { [$0.text] } ?? [])
        return RequestID(hold + parts.map(escaped).joined(separator: "/"))
    }

    /// Whether it is kept for held awards: who asks for something else may not call it so.
    package var isOfHold: Bool { text.hasPrefix(Self.hold) }

    /// As an audit trail shows it: of a held award the source of its activity, and its name.
    package var shown: String {
        guard isOfHold else { return text }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
            $0.replacing("%2F", with: "/").replacing("%25", with: "%")
        }
        return "\(parts[0]) \(parts.dropFirst().joined(separator: "/"))"
    }

    /// So that no two lists of parts become one text.
    private static func escaped(_ part: String) -> String { part.replacing("%", with: "%25").replacing("/", with: "%2F") }
}

extension Request {
    /// As people and scenarios name a held award: `<activity id>/<rule id>`, and `/<member>` of a part. Nil for every other request.
    package var holdName: String? {
        guard case .hold(let activity, let rule) = kind else { return nil }
        let part = id == .hold(activity, rule: rule, partOf: member) ? member : nil
        return "\(activity.id)/\(rule)" + (part.map { "/\($0)" } ?? "")
    }
}

extension MemoryFacts {
    /// The held award that a scenario names: by its source too, where there are several of the name.
    ///
    /// - Throws: `Refusal` with `malformed` where it could be either of two.
    package func hold(named name: String, source: String?) throws(Refusal) -> RequestID? {
        let named = self.requests.values.filter { request in
            guard case .hold(let activity, _) = request.kind, request.holdName == name else { return false }
            return source.map { $0 == activity.source.text } ?? true
        }
        guard named.count < 2 else { throw Refusal(.malformed, at: "/source", "held awards of several sources are called \(name)") }
        return named.first?.id
    }
}

extension Draft {
    /// The name that somebody gives what they ask for.
    func checkName(_ id: RequestID) throws {
        if id.isOfHold { throw Refusal(.malformed, at: "/id", "ids that begin so are those of held awards") }
    }
}
