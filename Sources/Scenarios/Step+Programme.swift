import Files
import Identity
import JSON
import Periods
import PointsEngine

/// Steps about badges, leave, thanks and notices (programme.md).
extension Step {
    static let programmeActions = ["leave", "deputy", "wish", "withdraw", "kudos", "clap", "hide", "preferences", "read"]

    /// Nil for what is no such step.
    package static func programmeAction(_ name: String, _ reader: YAMLReader) throws -> Action? {
        switch name {
        case "leave": try leave(reader)
        case "deputy": try deputy(reader)
        case "wish": try wish(reader)
        case "withdraw": try withdrawal(reader)
        case "kudos": try kudos(reader)
        case "clap": try clap(reader)
        case "hide": try hiding(reader)
        case "preferences": try preferences(reader)
        case "read": try reading(reader)
        default: nil
        }
    }

    private static func leave(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping()
        let member = map.required("member") { MemberID(try $0.text()) }
        let from = map.required("from") { try $0.day() }, until = map.required("until") { try $0.day() }
        let away = map.optional("away", default: true) { try $0.bool() }
        let by = map.optional("by") { MemberID(try $0.text()) }
        map.close()
        return .command(
            SetLeave(try member(), DayRange(try from(), until: try until()), isAway: try away()), try by().map(Actor.member) ?? .administrator)
    }

    private static func deputy(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping()
        let member = map.required("member") { MemberID(try $0.text()) }
        let deputy = map.optional("deputy") { MemberID(try $0.text()) }
        let from = map.optional("from") { try $0.day() }, until = map.optional("until") { try $0.day() }
        let by = map.optional("by") { MemberID(try $0.text()) }
        map.close()
        let days = if let from = try from(), let until = try until() { DayRange(from, until: until) } else { SetDeputy.noDays }
        let id = try member()
        return .command(SetDeputy(id, try deputy(), days), .member(try by() ?? id))
    }

    private static func wish(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping()
        let member = map.required("member") { MemberID(try $0.text()) }
        let reward = map.required("reward") { try $0.text() }
        let isWanted = map.optional("wanted", default: true) { try $0.bool() }
        map.close()
        return .command(SetWish(try reward(), isWanted: try isWanted()), .member(try member()))
    }

    private static func withdrawal(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping()
        let member = map.required("member") { MemberID(try $0.text()) }
        let badge = map.required("badge") { try $0.text() }
        let level = map.required("level") { try $0.decimal() }
        let period = map.optional("period", default: "all") { try $0.text() }
        let reason = map.required("reason") { try $0.text() }
        let by = map.required("by") { MemberID(try $0.text()) }
        map.close()
        let key = BadgeKey(member: try member(), badge: try badge(), period: try period())
        return .command(WithdrawBadge(key, level: try level(), reason: try reason()), .member(try by()))
    }

    private static func kudos(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping()
        let id = map.required("id") { RequestID(try $0.text()) }
        let by = map.required("by") { MemberID(try $0.text()) }
        let to = map.required("to") { MemberID(try $0.text()) }
        let reason = map.required("reason") { try $0.text() }
        let text = map.optional("text", default: "") { try $0.text() }
        map.close()
        return .command(GiveKudos(id: try id(), to: try to(), reason: try reason(), text: try text()), .member(try by()))
    }

    private static func clap(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping()
        let id = map.required("id") { RequestID(try $0.text()) }
        let by = map.required("by") { MemberID(try $0.text()) }
        map.close()
        return .command(ClapKudos(try id()), .member(try by()))
    }

    private static func hiding(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping()
        let id = map.required("id") { RequestID(try $0.text()) }
        let by = map.required("by") { MemberID(try $0.text()) }
        let reason = map.required("reason") { try $0.text() }
        map.close()
        return .command(HideKudos(try id(), reason: try reason()), .member(try by()))
    }

    private static func preferences(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping()
        let member = map.required("member") { MemberID(try $0.text()) }
        let rhythm = map.optional("digest", default: NoticePreferences.Rhythm.daily) { try $0.word() }
        let modes = NoticeKind.switchable.map { kind in (kind, map.optional(kind.rawValue, default: NoticePreferences.Mode.on) { try $0.word() }) }
        map.close()
        var preferences = NoticePreferences()
        preferences.digest = try rhythm()
        for (kind, mode) in modes { preferences[kind] = try mode() }
        return .command(SetPreferences(preferences), .member(try member()))
    }

    private static func reading(_ reader: YAMLReader) throws -> Action {
        let map = try reader.mapping()
        let member = map.required("member") { MemberID(try $0.text()) }
        let through = map.optional("through") { try $0.integer(in: 0...Points.bound) }
        let ids = map.optional("ids", default: []) { try $0.list { try $0.text() } }
        map.close()
        return .command(ReadNotices(ids: try ids(), through: try through()), .member(try member()))
    }
}
