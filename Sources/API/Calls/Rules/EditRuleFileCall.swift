import Files
import JSON
import Web

/// `POST /rules/edit` `{path, text, content}`: a file as data, and where `content` is given, the same file saying that, with all else in
/// it (comments, order, keys that no field has) as it was. So pages have fields and text in step. Writes nothing.
///
/// Refusals: `malformed` where the file is no YAML, or says nothing; `conflict` where only a person can write that into it.
enum EditRuleFileCall {
    static let endpoint = Endpoint(
        .post, "/rules/edit", .atLeast(.manager, .read),
        "A file of rules as data; with content, the same file saying that, with its comments and all else as it was. Writes nothing.",
        takes: Input(
            body: .json(
                ["path": .text, "text": .text, "content?": .open("what the file shall say: a mapping or a list, as it was read")], upTo: DraftFiles.bodyLimit)),
        gives: .json(["text": .text, "content": .open("what the file says"), "contradictions": .list("Contradiction")])
    ) { call in
        call.readBody { body, _ in
            let path = try body.text("path", upTo: 300)
            guard let text = body["text"]?.string else { throw Problem.malformed("text is the text of the file", at: "/text") }
            guard DraftFiles.isRead(path) else { throw Problem.malformed("nothing reads \(path)", at: "/path") }
            let wanted = body["content"]
            guard wanted == nil || wanted?.object != nil || wanted?.array != nil else { throw Problem.malformed("content is a mapping or a list", at: "/content") }
            do {
                let changed = try wanted.map { try YAMLEdit.text(text, file: path, saying: $0) } ?? text
                let content = try YAMLEdit.value(of: YAMLDocument(changed, file: path))
                return .json { writer in
                    writer.object { writer in
                        writer.member("text", changed)
                        writer.member("content", content)
                        writer.member("contradictions", .array(contradictions(path, content)))
                    }
                }
            } catch let diagnostic as Diagnostic {
                throw DraftFiles.problem(Diagnostics([diagnostic]))
            } catch is YAMLEdit.Unwritable {
                throw Problem(.conflict, "this can be written into the text by hand alone", at: "/content")
            }
        }
    }

    /// Of the rules in the file.
    private static func contradictions(_ path: String, _ content: JSONValue) -> [JSONValue] {
        guard path.hasPrefix("points/") else { return [] }
        return (content.array ?? [content]).compactMap(\.object).flatMap { rule in
            WrittenNumbers.contradictions(of: rule["id"]?.string ?? "", rule).map(\.json)
        }
    }
}

extension WrittenNumbers.Contradiction {
    var json: JSONValue { ["rule": .string(rule), "language": .string(language), "numbers": .array(numbers.map(JSONValue.string))] }
}
