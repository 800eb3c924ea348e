import Identity
import JSON
import PointsEngine
import Projection
import Store

/// What the ids in the audit trail are called, and where one reads more of them.
struct AuditNames: Sendable {
    private let directory: Directory
    private let languages: [String]

    init(_ directory: Directory, _ languages: [String]) { (self.directory, self.languages) = (directory, languages) }

    /// The thing that a line is about, by the group of the line; nil: it has no name, or nobody knows it.
    func subject(_ line: AuditLine, _ people: PeopleNames, _ reader: Reader) throws -> (name: String, link: String?)? {
        guard let id = line.subject else { return nil }
        switch AuditKinds.word(line.kind) {
        case "member", "adjustment", "badge", "kudos": return try member(id, line, people)
        case "team": return directory.teams[TeamID(id)].map { ($0.name.text(in: languages), "/manage/people") }
        case "reward": return directory.rewards[id].map { ($0.title.text(in: languages), "/manage/rewards") }
        case "tier": return directory.tiers.first { $0.id == id }.map { ($0.title.text(in: languages), "/manage/tiers") }
        case "customer": return directory.customers[CustomerID(id)].map { ($0.name, "/customers") }
        case "target": return try target(line, people)
        case "approval", "redemption": return try reader.request(RequestID(id)).map { try request($0, people) }
        default: return nil
        }
    }

    private func member(_ id: String, _ line: AuditLine, _ people: PeopleNames) throws -> (name: String, link: String?)? {
        let id = [line.detail["member"]?.string, line.detail["to"]?.string, id].compactMap { $0 }.first { directory.members[MemberID($0)] != nil }
        guard let id else { return nil }
        return (try people.name(of: MemberID(id)), "/members/\(id.addingPercents)")
    }

    /// 李娜 · 蓝牙耳机.
    private func request(_ request: Request, _ people: PeopleNames) throws -> (name: String, link: String?) {
        let what: String? = switch request.kind {
        case .redemption(let reward, _, _): directory.rewards[reward]?.title.text(in: languages)
        case .adjustment(let reason, _): reason
        case .hold(_, let rule): name(of: rule)
        case .target(let key, _): metric(key.metric)
        case .customerClass(let id, _): directory.customers[id]?.name
        case .publication: request.steps.first?.comment
        }
        let who = try request.member.map { try people.name(of: $0) }
        return ([who, what].compactMap { $0 }.joined(separator: " · "), nil)
    }

    private func target(_ line: AuditLine, _ people: PeopleNames) throws -> (name: String, link: String?)? {
        let detail = line.detail, key = detail["target"]
        guard let id = [detail["member"], detail["team"], detail["owner"]?["id"], key?["of"]].compactMap({ $0?.string }).first else { return nil }
        return (name(of: id) ?? id, "/manage/targets")
    }

    /// The names of all ids that stand in a detail.
    func names(in detail: JSONObject) -> [(id: String, name: String)] {
        var found: [String: String] = [:]
        collect(.object(detail), into: &found)
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func collect(_ value: JSONValue, into found: inout [String: String]) {
        guard found.count < 50 else { return }
        switch value {
        case .string(let text):
            // A sheet of an appraisal is called after whose it is: rep-quarter/2026-Q3/li.na.
            let owner = text.contains("/") ? text.split(separator: "/").last.map(String.init) : nil
            if let name = name(of: text) ?? owner.flatMap(name(of:)), name != text { found[text] = name }
        case .array(let elements): for element in elements.prefix(50) { collect(element, into: &found) }
        case .object(let object): for member in object.members { collect(member.value, into: &found) }
        default: break
        }
    }

    private func name(of id: String) -> String? {
        if let member = directory.members[MemberID(id)] { return member.name }
        if let team = directory.teams[TeamID(id)] { return team.name.text(in: languages) }
        if let reward = directory.rewards[id] { return reward.title.text(in: languages) }
        if let customer = directory.customers[CustomerID(id)] { return customer.name }
        if let board = directory.programme.boards.first(where: { $0.id == id }) { return board.title.text(in: languages) }
        if let tier = directory.tiers.first(where: { $0.id == id }) { return tier.title.text(in: languages) }
        return metric(id) ?? directory.programme.book.versions.last?.set.rule(id)?.title?.text(in: languages)
    }

    private func metric(_ name: String) -> String? {
        directory.programme.book.versions.last?.set.metrics.first { $0.name == name }?.title?.text(in: languages)
    }

    /// As actors stand in the trail: whoever is called so, has that id, or whose name holds the words.
    func actors(called words: String, _ reader: Reader) throws -> [String] {
        let wanted = words.lowercased()
        var found = [words, Actor.member(MemberID(words)).text]
        found += directory.members.values.filter { $0.name.lowercased().contains(wanted) }.prefix(Self.most).map { Actor.member($0.id).text }
        for account in try reader.accounts.list(limit: Self.most) where account.name.lowercased().contains(wanted) {
            found += account.member.map { [Actor.member($0).text] } ?? Role.allCases.map { Actor.account(account.name, $0).text }
        }
        found += [Actor.administrator.text, Actor.system.text].filter { $0.contains(wanted) } + [Actor.token(words).text]
        return Array(Set(found)).sorted()
    }

    /// People of one name at most.
    private static let most = 300
}

extension String {
    /// As a part of a path.
    fileprivate var addingPercents: String {
        utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [45, 46, 95, 126].contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
