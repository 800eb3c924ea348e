import API
import Files

/// What comes in from CRMs, as far as a doctor sees it.
extension Examination {
    func hooks() -> Diagnosis {
        guard store.exists, let condition = try? HookCondition(at: store.path, rules: store.rulesFolder, zones: ZoneFiles.database(), now: now) else {
            return .fine("hooks", "there is nothing to look at")
        }
        guard let worst = condition.findings.first else { return .fine("hooks", condition.used == 0 ? "none is in use" : "\(condition.used) in use, and what they received was taken") }
        let others = condition.findings.count - 1, found = worst.words + (others == 0 ? "" : ", and \(others) more")
        switch worst.kind {
        case .full: return .wrong("hooks", found, "mend its map on the page of hooks and replay what failed, or drop what is of no use: until then senders are told to come again")
        case .broken: return .wrong("hooks", found, "mend it on the page of hooks; laurel hook try --map FILE BODY shows what a body becomes")
        case .failed: return .warning("hooks", found, "the page of hooks says why; mend the map, then replay: nothing of it is lost")
        case .open: return .warning("hooks", found, "make a key on the page of hooks, and give it to the sender")
        }
    }
}
