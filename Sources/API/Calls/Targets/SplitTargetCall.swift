import Identity
import JSON
import Periods
import PointsEngine
import Projection
import RuleEngine
import Store
import Web

/// `GET /targets/split?of=&metric=&period=&into=`: how a target could be split: what of its parts is set already stays, and the rest is shared out,
/// after what was reached a year before or evenly. Nothing is written.
enum SplitTargetCall {
    static let endpoint = Endpoint(
        .get, "/targets/split", .atLeast(.manager, .read),
        "How a target could be split: what is set stays, the rest goes by last year's shape or evenly. Nothing is written.",
        takes: .query([
            Argument("of", .text, "member:ID or team:ID"), Argument("metric", .text), Argument("period", .text, "a key such as 2026"),
            Argument("into", .words(SplitWay.self), "left out: the next shorter period"), Argument("shape", .words(SplitShape.self), "last-year where it is left out"),
        ]),
        gives: .json([
            "owner": "Owner", "metric": "MetricInfo", "period": .text, "value": .orNull(.number), "ways": .list(.words(SplitWay.self)),
            "into": .orNull(.words(SplitWay.self)), "shape": .words(SplitShape.self), "sums": .flag, "left": .orNull(.number),
            "parts": .list([
                "owner": "Owner", "period": .text, "set": .orNull(.number), "reached": .number, "last_year": .number, "value": .orNull(.number), "ways": .list(.words(SplitWay.self)),
                "may": .list(.words(["change"])),
            ]),
        ])
    ) { call in
        let directory = call.directory, calendar = directory.programme.calendar, now = call.now
        guard let period = calendar.period(key: call.query("period") ?? "") else { throw Problem(.badTime, "period is a key such as 2026-11", at: "period") }
        let set = directory.programme.book.set(at: now)
        guard let metric = call.query("metric"), set.metric(metric) != nil else { throw Problem.malformed("no such metric", at: "metric") }
        let owner = try owner(call), ways = SplitWay.ways(of: owner, period, directory, at: now)
        let into: SplitWay? = try word(call, "into", SplitWay.self) ?? ways.first
        guard into.map(ways.contains) ?? true else { throw Problem.malformed("into is one of \(ways.map(\.rawValue).joined(separator: ", "))", at: "into") }
        let shape = try word(call, "shape", SplitShape.self) ?? .lastYear
        let split = SuggestedSplit(key: TargetKey(owner: owner, metric: metric, period: period.key), period: period, into: into, shape: shape, directory: directory, now: now)
        let view = TargetView(directory: directory, now: now, rights: directory.rights(of: call.caller, at: now))
        call.read { reader in
            let found = try split.parts(reader)
            return .json { view.write(split, found, ways: ways, to: &$0) }
        }
    }

    private static func owner(_ call: Call) throws -> TargetKey.Owner {
        let text = call.query("of") ?? "", rights = call.directory.rights(of: call.caller, at: call.now)
        if text.hasPrefix("team:") {
            let id = TeamID(String(text.dropFirst(5)))
            guard call.directory.teams[id] != nil else { throw Problem(.unknownTeam, nil, at: "of") }
            try call.require(rights.maySee(id))
            return .team(id)
        }
        guard text.hasPrefix("member:"), let member = call.directory.members[MemberID(String(text.dropFirst(7)))] else { throw Problem.malformed("of is member:ID or team:ID", at: "of") }
        try call.require(call.visible.covers(member))
        return .member(member.id)
    }

    private static func word<Word: RawRepresentable & CaseIterable>(_ call: Call, _ key: String, _: Word.Type) throws -> Word? where Word.RawValue == String {
        guard let text = call.query(key) else { return nil }
        guard let word = Word(rawValue: text) else { throw Problem.malformed("\(key) is one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))", at: key) }
        return word
    }
}

extension TargetView {
    func write(_ split: SuggestedSplit, _ found: SuggestedSplit.Found, ways: [SplitWay], to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("owner", Self.owner(split.key.owner, directory))
            about(split.key.metric, split.key.period, &writer)
            writer.member("value", orNull: found.whole)
            writer.member("ways", .array(ways.map { .string($0.rawValue) }))
            writer.member("into", orNull: split.into?.rawValue)
            writer.member("shape", split.shape.rawValue)
            writer.member("sums", found.sums)
            writer.member("left", orNull: found.left)
            writer.array("parts") { writer in
                for part in found.parts {
                    writer.object { writer in
                        writer.member("owner", Self.owner(part.key.owner, directory))
                        writer.member("period", part.key.period)
                        writer.member("set", orNull: part.set)
                        writer.member("reached", part.reached.rounded(toFractionDigits: 4, .halfEven))
                        writer.member("last_year", part.lastYear.rounded(toFractionDigits: 4, .halfEven))
                        writer.member("value", orNull: part.value)
                        let ways = SplitWay.ways(of: part.key.owner, part.period, directory, at: now)
                        writer.member("ways", .array(ways.map { .string($0.rawValue) }))
                        writer.member("may", .array(may(part.key.owner)))
                    }
                }
            }
        }
    }
}
