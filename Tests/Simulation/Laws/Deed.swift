import NaiveModel

/// What somebody does in a history, in words that stay true when other deeds are left out or put in before it.
package enum Deed: Sendable, Hashable {
    /// A new activity, at so many seconds before now.
    case give(Int, Content, late: Int)
    /// What an activity was instead; its last version is replaced.
    case correct(Int, Content)
    case reverse(Int)
    case redeem(Int, member: String, reward: String)
    case cancel(Int, by: String)
    case reject(Int)
    /// About a held award of the last version.
    case decide(Int, Content, approves: Bool)
    case restart
    case look

    func isAbout(_ wanted: Int) -> Bool {
        switch self {
        case .give(let activity, _, _), .correct(let activity, _), .reverse(let activity), .decide(let activity, _, _): activity == wanted
        default: false
        }
    }

    package struct Content: Sendable, Hashable {
        package var type: String
        package var member: String
        package var n: Int
        package var vip = false
        /// The share of the other member, in hundredths.
        package var shared = 0
        package var note = 0
    }
}

/// A deed and its instant, in seconds after the start.
package struct Happening: Sendable, Hashable {
    package let at: Int
    package let deed: Deed

    package init(_ at: Int, _ deed: Deed) {
        self.at = at
        self.deed = deed
    }
}

/// The last version of each activity.
struct Heads {
    private var ids: [Int: String] = [:]
    private var versions: [Int: Int] = [:]

    subscript(activity: Int) -> String { ids[activity] ?? "a\(activity)" }

    /// The step of a scenario.
    mutating func step(of happening: Happening) -> Tree {
        let at = LawCompany.start + happening.at
        return .map([.init("at", .string(InstantText.write(at)))] + command(happening.deed, at))
    }

    /// The activity of the step is the last version from now on.
    mutating func recorded(_ deed: Deed) {
        guard case .correct(let activity, _) = deed else { return }
        ids[activity] = name(activity)
    }

    private func name(_ activity: Int) -> String { "a\(activity).\(versions[activity] ?? 0)" }

    private mutating func command(_ deed: Deed, _ at: Int) -> [Tree.Pair] {
        func text(_ pairs: (String, String)...) -> Tree { .map(pairs.map { .init($0, .plain($1)) }) }
        func link(_ activity: Int) -> Tree { .map([.init("source", .plain("scenario")), .init("id", .string(self[activity]))]) }
        switch deed {
        case .give(let activity, let content, let late): return [self.activity("a\(activity)", content, at - late, link: nil)]
        case .correct(let activity, let content):
            versions[activity, default: 0] += 1
            return [self.activity(name(activity), content, at, link: link(activity))]
        case .reverse(let activity):
            return [.init("activity", .map([.init("id", .plain("x\(activity)")), .init("type", .plain("undone")), .init("data", .map([.init("reverses", link(activity))]))]))]
        case .redeem(let id, let member, let reward): return [.init("redeem", text(("id", "r\(id)"), ("member", member), ("reward", reward)))]
        case .cancel(let id, let by): return [.init("cancel", text(("id", "r\(id)"), ("by", by)))]
        case .reject(let id): return [.init("reject", text(("id", "r\(id)"), ("by", "fin")))]
        case .decide(let activity, let content, let approves):
            let part = content.shared > 0 ? "/\(content.member)" : ""
            return [.init(approves ? "approve" : "reject", .map([.init("id", .string("\(self[activity])/big\(part)")), .init("by", .plain("fin"))]))]
        case .restart: return [.init("restart", .plain("true"))]
        case .look: return []
        }
    }

    private func activity(_ id: String, _ content: Deed.Content, _ time: Int, link: Tree?) -> Tree.Pair {
        var data: [Tree.Pair] = [.init("n", .number(content.n)), .init("vip", .plain(content.vip ? "true" : "false"))]
        if content.note > 0 { data.append(.init("note", .number(content.note))) }
        if content.shared > 0 {
            let other = LawCompany.members.first { $0 != content.member } ?? content.member
            let shares = [(content.member, 100 - content.shared), (other, content.shared)]
            data.append(.init("credits", .list(shares.map { member, share in
                .map([.init("member", .plain(member)), .init("share", .plain(share < 10 ? "0.0\(share)" : "0.\(share)"))])
            })))
        }
        if let link { data.append(.init("replaces", link)) }
        return .init("activity", .map([
            .init("id", .string(id)), .init("type", .plain("t.\(content.type)")), .init("time", .string(InstantText.write(time))), .init("member", .plain(content.member)),
            .init("data", .map(data)),
        ]))
    }
}
