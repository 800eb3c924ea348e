import Identity
import Ledger
import Periods
import PointsEngine
import RuleEngine
import Store

extension StatementView {
    /// What an entry comes from, looked up.
    struct Origin {
        struct Redemption {
            let request: Request
            let reward: String
            let title: LocalizedText
        }

        struct Honour {
            let board: String
            let period: String
            let title: LocalizedText?
        }

        private(set) var rule: String?
        private(set) var version: String?
        private(set) var activity: Activity?
        /// Who entered it by hand, as `Actor.text`.
        private(set) var enterer: Actor?
        private(set) var redemption: Redemption?
        private(set) var honour: Honour?

        init(_ entry: Entry, _ reader: Reader) throws {
            switch entry.source {
            case .rule(let key, let rule, let version):
                self.rule = rule
                self.version = version
                let recorded = try reader.recorded(key)
                activity = recorded?.activity
                enterer = try recorded.flatMap(reader.enterer)
            case .request(let id):
                guard let request = try reader.request(id), case .redemption(let reward, _, _) = request.kind else { return }
                redemption = Redemption(request: request, reward: reward, title: try reader.reward(reward)?.title ?? LocalizedText(reward))
            case .honour(let board, let period):
                let given = try reader.archive(board: board, period: period)?.honours.first { $0.owner == .member(entry.member) }
                honour = Honour(board: board, period: period, title: given?.title)
            case .expiry(let lot):
                // An expiry tells what had been earned.
                guard case .rule(_, let rule, let version)? = try reader.entry(lot.number)?.source else { return }
                self.rule = rule
                self.version = version
            }
        }
    }
}
