import NaiveModel
import Seeds

/// Forms of appraisals, and steps of the sheets that they open.
extension CompanyMaker {
    mutating func forms() -> [Tree] {
        ["month", "quarter"].filter { _ in random.chance(60) }.map { kind in
            let by = random.one(["manager", "manager", "director"])
            let steps = random.one([["self", "manager", "director"], ["manager", "director"], ["self", by], [by]])
            let turns = steps.contains(by) ? steps : ["self", "manager", "director"]
            var pairs: [Tree.Pair] = [.init("id", .plain("f-\(kind)")), .init("period", .plain(kind))]
            if random.chance(60) { pairs.append(.init("who", .string(random.one(["member.role == \"rep\"", "member.id != \"m1\"", "member.role != \"finance\""])))) }
            let most = random.chance(50) ? [Tree.Pair("most", .plain("1.2"))] : []
            pairs.append(.init("items", .list([
                .map([.init("id", .plain("a")), .init("measure", .string("attainment(\"revenue\", \"\(kind)\")")), .init("full", .plain("1")), .init("weight", .plain("33.3"))] + most),
                .map([.init("id", .plain("b")), .init("measure", .string("metric(\"deals\", \"month\")")), .init("full", .number(random.pick(1...7))), .init("weight", .plain("36.7"))]),
                .map([.init("id", .plain("c")), .init("rated", .map([.init("scale", .number(7)), .init("by", .plain(by))])), .init("weight", .plain("30"))]),
            ])))
            pairs.append(.init("grades", .list([.map([.init("from", .plain("60")), .init("id", .plain("A"))]), .map([.init("from", .plain("20.5")), .init("id", .plain("B"))])])))
            pairs.append(.init("steps", .list(turns.map { .plain($0) })))
            pairs.append(.init("due", .plain(random.one(["P2D", "P5D", "PT36H", "P10D"]))))
            return .map(pairs)
        }
    }
}

extension StepMaker {
    /// Mostly the step that follows, by somebody who might take it; often by somebody else, or another step.
    mutating func appraisal() -> Tree.Pair? {
        guard !model.sheets.isEmpty else { return nil }
        let sheet = random.one(Array(model.sheets.suffix(12)))
        let next = ["open": "comment", "self": "rate", "objected": "rate", "assessed": "confirm", "confirmed": random.chance(70) ? "sign" : "object"][sheet.state] ?? "sign"
        let step = random.chance(75) ? next : random.one(["comment", "rate", "confirm", "sign", "object"])
        let isOwn = ["comment", "sign", "object"].contains(step)
        let by = isOwn && random.chance(80) ? sheet.member : random.one(members)
        var pairs: [Tree.Pair] = [.init("id", .string(sheet.id)), .init("step", .plain(step)), .init("by", .plain(by))]
        if isOwn ? random.chance(95) : random.chance(30) { pairs.append(.init("comment", .string("words"))) }
        if random.chance(["rate", "confirm"].contains(step) ? 85 : 5) {
            pairs.append(.init("ratings", .map([.init(random.chance(95) ? "c" : "a", .number(random.pick(0...8)))])))
        }
        return .init("appraisal", .map(pairs))
    }
}
