import Identity
import PointsEngine
import RuleEngine
import Store

extension Reader {
    /// Who entered an activity by hand; nil: nobody did. What was judged again was entered by whoever entered the first.
    func enterer(of recorded: Recorded) throws -> Actor? {
        var recorded = recorded
        for _ in 0..<Self.mostCorrections {
            if recorded.activity.key.source.text == ManualEntry.source { return recorded.actor }
            guard recorded.activity.key.source.text == Activity.ownSource, let link = recorded.activity.link, let earlier = try self.recorded(link.target)
            else { return nil }
            recorded = earlier
        }
        return nil
    }

    /// How often one is judged again at most, as far as anybody looks.
    private static var mostCorrections: Int { 64 }
}
