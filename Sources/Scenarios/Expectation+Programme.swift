import Files
import Identity
import JSON
import PointsEngine

/// What must have come of badges, thanks and notices.
extension Expectation {
    package struct Badge: Sendable {
        package var badge: String
        package var level: Decimal
        package var period: String?
        package var takenBack: Bool?
        package var withdrawn: Bool?
    }

    package struct Notice: Sendable {
        package var kind: String
        package var count: Int64?
        package var read: Bool?
    }

    package struct Kudos: Sendable {
        package var claps: Int?
        package var hidden: Bool?
    }

    static func badge(_ reader: YAMLReader) throws -> Badge {
        let map = try reader.mapping(expected: "{badge: …, level: 10}")
        let badge = map.required("badge") { try $0.text() }
        let level = map.required("level") { try $0.decimal() }
        let period = map.optional("period") { try $0.text() }
        let takenBack = map.optional("taken_back") { try $0.bool() }
        let withdrawn = map.optional("withdrawn") { try $0.bool() }
        map.close()
        return Badge(badge: try badge(), level: try level(), period: try period(), takenBack: try takenBack(), withdrawn: try withdrawn())
    }

    static func notice(_ reader: YAMLReader) throws -> Notice {
        let map = try reader.mapping(expected: "{kind: badge}")
        let kind = map.required("kind") { try $0.word(NoticeKind.self).rawValue }
        let count = map.optional("count") { try $0.integer(in: 0...1_000_000) }
        let read = map.optional("read") { try $0.bool() }
        map.close()
        return Notice(kind: try kind(), count: try count(), read: try read())
    }

    static func kudos(_ reader: YAMLReader) throws -> Kudos {
        let map = try reader.mapping(expected: "{claps: 1, hidden: false}")
        let claps = map.optional("claps") { Int(try $0.integer(in: 0...1_000_000)) }
        let hidden = map.optional("hidden") { try $0.bool() }
        map.close()
        return Kudos(claps: try claps(), hidden: try hidden())
    }
}

extension Comparison {
    mutating func compareProgramme(_ expectation: Expectation, _ engine: MemoryEngine) throws {
        for (member, badges) in expectation.badges { compareBadges(member, badges, engine) }
        for (member, streaks) in expectation.streaks {
            for (id, length) in streaks { try compareStreak(member, id, length, engine) }
        }
        for (member, notices) in expectation.notices { compareNotices(member, notices, engine) }
        for (id, kudos) in expectation.kudos {
            let found = engine.facts.kudos[RequestID(id)]
            if found == nil { differ("kudos \(id)", expected: "that there are some", found: "none") }
            if let claps = kudos.claps { same("claps for \(id)", "\(claps)", "\(found?.claps.count ?? 0)") }
            if let hidden = kudos.hidden { same("whether \(id) is hidden", "\(hidden)", "\(found?.hidden != nil)") }
        }
    }

    private mutating func compareBadges(_ member: String, _ expected: [Expectation.Badge], _ engine: MemoryEngine) {
        let rows = engine.facts.earnedBadges.filter { $0.key.member.text == member }.sorted { ($0.key.badge, $0.key.period) < ($1.key.badge, $1.key.period) }
        let levels = rows.flatMap { row in row.value.levels.map { (row.key, $0) } }
        func text(_ badge: String, _ level: Decimal, _ period: String, _ takenBack: Bool, _ withdrawn: Bool) -> String {
            "\(badge) \(level) \(period)" + (takenBack ? " taken back" : "") + (withdrawn ? " withdrawn" : "")
        }
        let wanted = expected.enumerated().map { index, badge in
            let own = index < levels.count ? levels[index] : nil
            return text(
                badge.badge, badge.level, badge.period ?? own?.0.period ?? "?", badge.takenBack ?? own?.1.isTakenBack ?? false,
                badge.withdrawn ?? (own.map { !$0.1.stands } ?? false))
        }
        let found = levels.map { text($0.badge, $1.level, $0.period, $1.isTakenBack, !$1.stands) }
        same("badges of \(member)", wanted.joined(separator: ", "), found.joined(separator: ", "))
    }

    private mutating func compareStreak(_ member: String, _ id: String, _ length: Int64, _ engine: MemoryEngine) throws {
        guard let badge = engine.programme.badges[id], let known = engine.facts.member(MemberID(member)) else {
            return differ("streak \(id) of \(member)", expected: "a badge and a member", found: "none")
        }
        let found = try engine.facts.current(badge, of: known, at: engine.now, engine.programme)
        same("streak \(id) of \(member)", "\(length)", "\(found)")
    }

    private mutating func compareNotices(_ member: String, _ expected: [Expectation.Notice], _ engine: MemoryEngine) {
        let rows = engine.facts.notices.filter { $0.key.member.text == member }.sorted { ($0.key.number, $0.key.item) < ($1.key.number, $1.key.item) }
        let through = engine.facts.noticeBoxes[MemberID(member)]?.readThrough ?? 0
        func text(_ kind: String, _ count: Int64?, _ read: Bool?) -> String { kind + (count.map { " \($0)" } ?? "") + (read.map { $0 ? " read" : " unread" } ?? "") }
        let found = rows.enumerated().map { index, row in
            let own = index < expected.count ? expected[index] : nil
            return text(row.value.kind.rawValue, own?.count.flatMap { _ in row.value.more["count"]?.int64 }, own?.read.map { _ in row.value.isRead || row.key.number <= through })
        }
        same("notices of \(member)", expected.map { text($0.kind, $0.count, $0.read) }.joined(separator: ", "), found.joined(separator: ", "))
    }
}
