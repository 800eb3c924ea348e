import Files
import Identity
import JSON
import Store
import Web

/// The files of a draft, as a body gives them: texts by path; null: the file is left out.
enum DraftFiles {
    /// Bytes of a body with files.
    static let bodyLimit = 2 << 20

    static func read(_ value: JSONValue?, at pointer: String) throws -> RuleSources {
        guard let object = value?.object else { throw Problem.malformed("files are texts by path", at: pointer) }
        guard object.count <= maximumFiles else { throw Problem(.tooLarge, "at most \(maximumFiles) files", at: pointer) }
        var files: [String: String] = [:]
        for file in object where !file.value.isNull {
            guard let text = file.value.string else { throw Problem.malformed("a file is a text", at: "\(pointer)/\(file.key)") }
            guard isRead(file.key) else { throw Problem.malformed("nothing reads \(file.key)", at: pointer) }
            files[file.key] = text
        }
        return RuleSources(files: files)
    }

    /// Files that differ from those in force, as a draft keeps them: null for one that goes.
    static func changed(_ value: JSONValue?, at pointer: String) throws -> [String: String?] {
        let kept = try read(value, at: pointer).files
        return (value?.object?.members ?? []).reduce(into: [:]) { files, member in
            guard isRead(member.key) else { return }
            files.updateValue(kept[member.key], forKey: member.key)
        }
    }

    /// A draft as a body has it: all its files; `rules` as a list in the place of those in force, everything else as it is; or the id of a
    /// draft that is kept.
    static func read(in body: JSONObject, at pointer: String, _ reader: Reader) throws -> RuleSources {
        if let id = try body.optionalText("draft") {
            guard let draft = try reader.ruleDraft(id) else { throw Problem(.notFound, nil, at: "/draft") }
            return RuleSources(files: draft.files(on: try reader.ruleFiles()))
        }
        guard let rules = body["rules"], rules.array != nil else { return try read(body["rules"]?["files"] ?? body["files"], at: pointer) }
        var files = try reader.ruleFiles().filter { !$0.key.hasPrefix("points/") }
        files["points/rules.yaml"] = String(decoding: rules.bytes, as: UTF8.self)
        return RuleSources(files: files)
    }

    private static let maximumFiles = 1_006
    private static let single = Set(RuleSources.single)

    /// Whether anything reads a file of this name.
    static func isRead(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return single.contains(path) || parts.count == 2 && RuleSources.folders.contains(String(parts[0])) && (path.hasSuffix(".yaml") || path.hasSuffix(".yml"))
    }

    static func json(_ diagnostics: Diagnostics) -> JSONValue {
        .array(diagnostics.all.map { problem in
            var object: JSONObject = [
                "file": .string(problem.file), "line": .number(Decimal(problem.line)), "column": .number(Decimal(problem.column)),
                "detail": .string(problem.message), "expected": problem.expected.map(JSONValue.string) ?? .null,
            ]
            if let hint = problem.hint { object["hint"] = .string(hint) }
            return .object(object)
        })
    }

    /// A draft that does not hold, or another file: 422 with every place.
    static func problem(_ diagnostics: Diagnostics, _ code: ProblemCode = ProblemCode(.invalidRules)) -> Problem {
        var problem = Problem(422, code, diagnostics.all.first.map { "\($0.place): \($0.sentence)" })
        problem.extra = ["problems": json(diagnostics)]
        return problem
    }
}
