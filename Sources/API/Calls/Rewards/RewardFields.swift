import Identity
import JSON
import PointsEngine

/// What a reward asks of who redeems it, as pages read and write it.
extension RewardField {
    static let shape: Shape = [
        "id": .text, "title": "Text", "kind": .words(Kind.self), "required": .flag, "choices": .list(["id": .text, "title": "Text"]),
    ]

    static let draft: Shape = [
        "id": .text, "title": "Words", "kind?": .words(Kind.self), "required?": .flag, "choices?": .list(["id": .text, "title": "Words"]),
    ]

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("title", title.json)
            writer.member("kind", kind.rawValue)
            writer.member("required", isRequired)
            writer.array("choices") { writer in
                for choice in choices {
                    writer.object { writer in
                        writer.member("id", choice.id)
                        writer.member("title", choice.title.json)
                    }
                }
            }
        }
    }

    /// From the body of a call.
    static func list(_ value: JSONValue?) throws -> [RewardField] {
        guard let value, !value.isNull else { return [] }
        guard let list = value.array, list.count <= most else { throw Problem.malformed("a list of at most \(most) fields", at: "/fields") }
        return try list.enumerated().map { index, value in
            try inside("/fields/\(index)", value) { field in
                let choices = try (field["choices"]?.array ?? []).enumerated().map { place, value in
                    try inside("/choices/\(place)", value) { Choice(try $0.text("id", upTo: 128), try title(of: $0)) }
                }
                return RewardField(
                    try field.text("id", upTo: 128), try title(of: field), try field.word("kind") ?? .text, isRequired: try field.flag("required", default: true), choices: choices)
            }
        }
    }

    private static func title(of object: JSONObject) throws -> LocalizedText {
        guard let title = try object.localizedText("title") else { throw Problem.malformed("title is a text", at: "/title") }
        return title
    }

    /// What is wrong inside is said with its place.
    private static func inside<Value>(_ place: String, _ value: JSONValue, _ read: (JSONObject) throws -> Value) throws -> Value {
        guard let object = value.object else { throw Problem.malformed("an object", at: place) }
        do {
            return try read(object)
        } catch var problem as Problem {
            problem.faults = problem.faults.map { Problem.Fault(pointer: place + $0.pointer, code: $0.code, detail: $0.detail) }
            throw problem
        }
    }
}

extension Reward {
    /// The answers to what the reward asks, as they are kept; nil: none were given, and none had to be.
    ///
    /// - Throws: a problem that names each field whose answer is missing or wrong.
    func answers(_ given: JSONObject?) throws -> JSONObject? {
        let given = given ?? [:]
        var answers: JSONObject = [:], faults: [Problem.Fault] = []
        for field in fields {
            let text = given[field.id]?.string?.trimmed ?? ""
            if given[field.id].map({ $0.string == nil && !$0.isNull }) ?? false || !field.takes(text) {
                faults.append(Problem.Fault(pointer: "/answers/\(field.id)", code: ProblemCode(Code.malformed), detail: field.isRequired ? "an answer is needed" : nil))
            }
            if !text.isEmpty { answers[field.id] = .string(text) }
        }
        for stranger in given.keys where !fields.contains(where: { $0.id == stranger }) {
            faults.append(Problem.Fault(pointer: "/answers/\(stranger)", code: ProblemCode(Code.malformed), detail: "the reward does not ask this"))
        }
        guard faults.isEmpty else {
            var problem = Problem(422, ProblemCode(Code.malformed), "what the reward asks")
            problem.faults = faults
            throw problem
        }
        return answers.isEmpty ? nil : answers
    }
}

extension RewardField {
    fileprivate func takes(_ text: String) -> Bool {
        if text.isEmpty { return !isRequired }
        guard text.count <= kind.mostCharacters else { return false }
        return switch kind {
        case .choice: choices.contains { $0.id == text }
        case .text: !text.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
        case .address: !text.unicodeScalars.contains { ($0.value < 32 && $0 != "\n" && $0 != "\r" && $0 != "\t") || $0.value == 127 }
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        let isBlank = { (character: Character) in character.isWhitespace }
        return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
