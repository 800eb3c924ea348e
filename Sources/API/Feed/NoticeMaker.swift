import Boards
import Identity
import PointsEngine
import RuleEngine
import Runtime
import Store

/// Makes celebrations, personal notices and news of the approvals' queue out of a commit.
struct NoticeMaker {
    let directory: Directory
    let numbers: EntrantNumbers

    private var languages: [String] { directory.programme.company.languages }

    func add(to commit: inout BoardCommit, _ committed: Committed) {
        let at = committed.at.milliseconds
        for command in committed.commands {
            guard case .command(let done, let receipt) = command.content else { continue }
            switch receipt {
            case .activity(let recorded): activity(recorded, &commit, at)
            case .asked(let request): asked(request, &commit, at)
            case .request(let request): decided(request, &commit, at)
            default: break
            }
            if case .due(let step) = done, case .mature(let members) = step.work {
                for member in members { personal("matured", member, nil, "", &commit, at) }
            }
            for request in command.changes.requests.values where request.isOpen {
                if case .hold = request.kind { queue("opened", request, &commit, at) }
            }
            for archive in command.changes.archives { honours(archive, &commit, at) }
            for case let (member, standing?) in command.changes.standings { tier(member, standing, &commit, at) }
            for entry in command.changes.entries where entry.kind == .expiry { personal("expiry", entry.member, entry.points, "", &commit, at) }
        }
    }

    private func activity(_ recorded: Recorded, _ commit: inout BoardCommit, _ at: Int64) {
        let title = recorded.activity.facts.title ?? recorded.activity.type
        for line in recorded.decision.lines where line.after > 0 {
            personal(line.state == .held ? "held" : line.state == .pending ? "pending" : "award", line.member, line.after, title, &commit, at)
        }
        for line in recorded.decision.undone { personal("reversal", line.member, line.points, title, &commit, at) }
        guard recorded.decision.undone.isEmpty else { return }
        for member in Set(recorded.decision.lines.map(\.member)).sorted() {
            let points = recorded.decision.lines.filter { $0.member == member && $0.after > 0 && $0.state != .held }.reduce(0) { $0 + $1.after }
            guard points > 0, let number = numbers[member] else { continue }
            commit.celebrations.append(Celebration(kind: Self.kind(of: recorded.activity.type), member: number, points: points, title: title, at: at))
        }
    }

    /// What a type of activity is called on the feed: by its first word.
    private static func kind(of type: String) -> String {
        switch type.prefix(while: { $0 != "." }) {
        case "sale", "deal", "order", "payment": "sale"
        case "customer": "customer"
        case "training": "training"
        case "visit": "visit"
        default: "award"
        }
    }

    private func asked(_ request: Request, _ commit: inout BoardCommit, _ at: Int64) {
        if request.isOpen { queue("opened", request, &commit, at) }
        recognition(request, &commit, at)
        personal(request.personalKind, request.member, request.points, title(of: request), &commit, at)
    }

    private func decided(_ request: Request, _ commit: inout BoardCommit, _ at: Int64) {
        queue("decided", request, &commit, at)
        recognition(request, &commit, at)
        personal(request.personalKind, request.member, request.points, title(of: request), &commit, at)
    }

    /// Points given with a word of recognition are celebrated once they are given.
    private func recognition(_ request: Request, _ commit: inout BoardCommit, _ at: Int64) {
        guard request.state == .done, case .adjustment(let words) = request.kind, request.id.text.hasPrefix(Recognise.prefix) else { return }
        commit.celebrations += Recognise.celebration(of: request.member, numbers, words, from: request.requester, points: request.points, directory, at)
    }

    private func queue(_ kind: String, _ request: Request, _ commit: inout BoardCommit, _ at: Int64) {
        commit.approvals.append(
            ApprovalNotice(
                kind: kind, request: request.id.inPath, member: numbers[request.member], points: request.points, title: title(of: request), at: at))
    }

    private func title(of request: Request) -> String {
        switch request.kind {
        case .redemption(let reward, _, _): directory.rewards[reward]?.title.text(in: languages) ?? reward
        case .hold(_, let rule): rule
        case .adjustment(let reason): reason
        case .target(let key, _): key.metric
        }
    }

    private func honours(_ archive: Archive, _ commit: inout BoardCommit, _ at: Int64) {
        for honour in archive.honours {
            guard case .member(let member) = honour.owner, let number = numbers[member], let title = honour.title else { continue }
            commit.celebrations.append(Celebration(kind: "honour", member: number, points: honour.points, title: title.text(in: languages), at: at))
        }
    }

    /// A tier reached is celebrated; one that was lost, or kept, is not.
    private func tier(_ member: MemberID, _ standing: TierStanding, _ commit: inout BoardCommit, _ at: Int64) {
        guard standing.since.milliseconds == at || standing.since.milliseconds >= at - 1_000, standing.grace == nil, let number = numbers[member],
            let tier = directory.tiers.first(where: { $0.id == standing.tier })
        else { return }
        let title = tier.title.text(in: languages)
        commit.celebrations.append(Celebration(kind: "tier", member: number, points: nil, title: title, at: at))
        personal("tier", member, nil, title, &commit, at)
    }

    private func personal(_ kind: String, _ member: MemberID, _ points: Points?, _ title: String, _ commit: inout BoardCommit, _ at: Int64) {
        guard let number = numbers[member] else { return }
        commit.personal.append(PersonalNotice(kind: kind, member: number, points: points, title: title, at: at))
    }
}

extension Request {
    fileprivate var personalKind: String {
        switch kind {
        case .redemption: "redemption"
        case .hold, .adjustment: "decision"
        case .target: "target"
        }
    }
}
