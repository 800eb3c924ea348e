import Boards
import Files
import JSON
import Store

/// A campaign as a page makes it: the keys of its file.
enum CampaignDraft {
    static let bodyLimit = 256 << 10

    /// The files in force with the campaign among them.
    static func sources(putting body: JSONObject, as id: String, _ reader: Reader) throws -> RuleSources {
        var definition = body
        definition["reason"] = nil
        if let named = definition["id"]?.string, named != id { throw Problem.malformed("the id is that of the path", at: "/id") }
        var ordered: JSONObject = ["id": .string(id)]
        for member in definition.members where member.key != "id" && !member.value.isNull { ordered[member.key] = member.value }
        return RuleSources(files: try reader.ruleFiles()).putting(ordered, as: id)
    }

    /// What `If-Match` compares: of what the file says, whatever its spelling. Nil: there is no such campaign.
    static func revision(of id: String, in sources: RuleSources) -> Int64? {
        sources.definition(of: id).flatMap { Int64(Digest(of: JSONValue.object($0).canonicalBytes).description.prefix(13), radix: 16) }
    }

    static let shape: Shape = [
        "id?": .text, "title?": "Words", "text?": .orNull("Words"), "picture?": .orNull(.text), "from?": .moment, "until?": .moment,
        "teams?": .orNull(.either([.text, .list(.text)])), "rules?": .orNull(.open("rules as a file of the rules folder has them")),
        "contest?": .orNull([
            "kind?": .words(["ranking", "race", "shared"]), "value?": .text, "entrants?": .words(["members", "teams"]), "level?": .words(Admission.Level.self), "goal?": .orNull(.number), "ties?": .text,
            "minimum?": .number, "reveal?": .text, "per_head?": .flag, "honours?": .list(["rank": .integer, "title?": "Words", "points?": .integer]),
        ]),
        "reason?": .orNull(.text),
    ]
}
