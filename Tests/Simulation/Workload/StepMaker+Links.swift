import NaiveModel
import Seeds

/// What undoes or corrects something earlier.
extension StepMaker {
    /// A reversal or a replacement of something earlier, which may have been undone already, or be no activity at all.
    mutating func link() -> Tree {
        // Of several targets that one command reaches no text says which is told first: nobody undoes one of them.
        let reported = model.facts.filter { $0.activity.source != "laurel" }
        guard !reported.isEmpty else { return activity() }
        let recent = reported.suffix(random.chance(60) ? 8 : 60)
        let target = edition >= .third && random.chance(70) ? standing(of: reported) : random.one(Array(recent)).activity
        let reference = Tree.map([.init("source", .plain(target.source)), .init("id", .plain(random.chance(95) ? target.id : "nothing"))])
        if random.chance(edition >= .third ? 25 : 50) {
            number += 1
            let pairs: [Tree.Pair] = [
                .init("id", .plain("x\(number)")), .init("type", .plain(random.one(["sale.cancelled", "test.cancelled"]))), .init("time", .string(InstantText.write(now))),
                .init("data", .map([.init("reverses", reference)])),
            ]
            return .map(pairs)
        }
        let corrected = ["sale.won": "sale.corrected", "order": "order.fixed"]
        let type = random.chance(40) ? corrected[target.type] ?? target.type : target.type
        var data = self.data(for: type)
        if edition >= .third, random.chance(15), let same = sent.first(where: { $0["id"]?.text == target.id && $0["source"]?.text ?? "scenario" == target.source }) {
            // Nothing but a note is corrected.
            data = (same["data"]?.pairs ?? []).filter { $0.key != "replaces" && $0.key != "note" } + [.init("note", .number(number))]
        }
        data.append(.init("replaces", reference))
        var tree = activity(type: type, data: data, time: now)
        if let subject = target.subject, random.chance(75), tree["member"] != nil {
            tree = .map(tree.pairs.map { $0.key == "member" ? .init("member", .plain(subject)) : $0 })
            sent[sent.count - 1] = tree
        }
        return tree
    }

    /// The last version of something recent; mostly of what was corrected before, up to six times.
    private mutating func standing(of reported: [Fact]) -> Activity {
        let open = reported.suffix(80).filter { fact in
            if case .reverses = fact.link { return false }
            return fact.undoneBy == nil
        }
        let chains = open.filter { $0.link != .none && versions(of: $0) <= 6 }
        if !chains.isEmpty, random.chance(60) { return random.one(chains).activity }
        return random.one(open.isEmpty ? reported : Array(open)).activity
    }

    private func versions(of fact: Fact) -> Int {
        var count = 1, link = fact.link
        while case .replaces(let earlier) = link { (count, link) = (count + 1, model.facts[earlier].link) }
        return count
    }
}
