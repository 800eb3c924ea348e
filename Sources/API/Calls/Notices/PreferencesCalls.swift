import Identity
import JSON
import PointsEngine
import Store
import Web

/// `GET` and `PUT /me/preferences`: which notices one wants, and how.
enum PreferencesCalls {
    static let read = Endpoint(
        .get, "/me/preferences", .signedIn(nil), "Which notices I want.", gives: .json("Preferences")
    ) { call in
        guard let me = call.caller.member else { return call.reply.answer(.json { write(NoticePreferences(), to: &$0) }) }
        call.read { reader in
            let preferences = try reader.find(NoticePreferences.self, me) ?? NoticePreferences()
            return .json { write(preferences, to: &$0) }
        }
    }

    /// What is left out is as it is without preferences: on, and gathered by the day.
    static let change = Endpoint(
        .put, "/me/preferences", .signedIn(nil), "Which notices I want: on, off, or gathered into a digest.",
        takes: .body(["notices?": .orNull(.map(.words(NoticePreferences.Mode.self))), "digest?": .orNull(.words(NoticePreferences.Rhythm.self))]),
        gives: .json("Preferences")
    ) { call in
        guard call.caller.member != nil else { throw Problem.notPermitted }
        let body = try call.body()
        var preferences = NoticePreferences()
        preferences.digest = try body.word("digest") ?? .daily
        for member in try body.object("notices") ?? [:] {
            guard let kind = NoticeKind(rawValue: member.key), NoticeKind.switchable.contains(kind) else {
                throw Problem.malformed("one of \(NoticeKind.switchable.map(\.rawValue).joined(separator: ", "))", at: "/notices/\(member.key)")
            }
            guard let mode = member.value.string.flatMap(NoticePreferences.Mode.init) else {
                throw Problem.malformed("on, off or digest", at: "/notices/\(member.key)")
            }
            preferences[kind] = mode
        }
        call.carryOut(SetPreferences(preferences)) { receipt, _ in .json { write(receipt.value, to: &$0) } }
    }

    private static func write(_ preferences: NoticePreferences, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.object("notices") { writer in
                for kind in NoticeKind.switchable { writer.member(kind.rawValue, preferences[kind].rawValue) }
            }
            writer.member("digest", preferences.digest.rawValue)
        }
    }
}
