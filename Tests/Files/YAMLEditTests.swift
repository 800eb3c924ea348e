import Files
import Foundation
import JSON
import Seeds
import Testing

/// Fields and text in step: what fields change is written where it stands, and all else stays as somebody wrote it.
@Suite("Editing YAML by its values")
struct YAMLEditTests {
    private static func edited(_ text: String, _ json: String) throws -> String {
        try YAMLEdit.text(text, file: "points/x.yaml", saying: JSONValue.parse(json))
    }

    @Test(arguments: [
        // A value in its place, with the comment behind it.
        ("award: {fixed: 10} # ten\n", #"{"award":{"fixed":12}}"#, "award: {fixed: 12} # ten\n"),
        ("award:\n  fixed: 10   # ten\non: a\n", #"{"award":{"fixed":12},"on":"a"}"#, "award:\n  fixed: 12   # ten\non: a\n"),
        // Another kind of award: the old keys go, the new ones come.
        ("award:\n  fixed: 10\non: a\n", #"{"award":{"points":1,"per":100},"on":"a"}"#, "award:\n  points: 1\n  per: 100\non: a\n"),
        ("award: {fixed: 10}\n", #"{"award":{"points":1}}"#, "award: {points: 1}\n"),
        // Keys that come and go.
        ("on: a\n# why\nhold: x\nid: b\n", #"{"on":"a","id":"b"}"#, "on: a\n# why\nid: b\n"),
        ("on: a\n", #"{"on":"a","pending":"P14D"}"#, "on: a\npending: P14D\n"),
        ("on: a", #"{"on":"a","pending":"P14D"}"#, "on: a\npending: P14D"),
        ("on: a\nlimits:\n  - {per: member, window: day, count: 5} # five\n", #"{"on":"a","limits":[{"per":"member","window":"day","count":6}]}"#,
         "on: a\nlimits:\n  - {per: member, window: day, count: 6} # five\n"),
        ("limits:\n  - a\n  - b # two\n  - c\n", #"{"limits":["a","c"]}"#, "limits:\n  - a\n  - c\n"),
        ("limits: [a, b, c]\n", #"{"limits":["a","c"]}"#, "limits: [a, c]\n"),
        ("limits: [a, b]\n", #"{"limits":["a"]}"#, "limits: [a]\n"),
        ("limits: [a]\nid: x\n", #"{"limits":["a","b"],"id":"x"}"#, "limits: [a, b]\nid: x\n"),
        ("limits:\n- a\nid: x\n", #"{"limits":["a","b"],"id":"x"}"#, "limits:\n- a\n- b\nid: x\n"),
        // Where nothing stood.
        ("text:\nid: x\n", #"{"text":"hello","id":"x"}"#, "text: hello\nid: x\n"),
        ("text: ~ # none\nid: x\n", #"{"text":"hello","id":"x"}"#, "text: hello # none\nid: x\n"),
        // Texts of every spelling.
        ("text: 'it''s 10' # c\nid: x\n", #"{"text":"it is 12","id":"x"}"#, "text: \"it is 12\" # c\nid: x\n"),
        ("text: |\n  one\n  two\n\nid: x\n", #"{"text":"three","id":"x"}"#, "text: three\n\nid: x\n"),
        ("text: one\n  two\nid: x\n", #"{"text":"three","id":"x"}"#, "text: three\nid: x\n"),
        ("title: {en: don't # no comment}\nid: x\n", #"{"title":{"en":"don't"},"id":"y"}"#, nil),
        ("- id: a\n  on: x\n- id: b\n  on: y\n", #"[{"id":"a","on":"z"},{"id":"b","on":"y"}]"#, "- id: a\n  on: z\n- id: b\n  on: y\n"),
        ("- id: a\n  on: x\n", #"[{"on":"x"}]"#, "- on: x\n"),
        ("when: data.amount > 0\r\nid: x\r\n", #"{"when":"data.amount > 5","id":"x"}"#, "when: \"data.amount > 5\"\r\nid: x\r\n"),
    ] as [(String, String, String?)])
    func `writes a difference where it stands`(text: String, json: String, expected: String?) throws {
        guard let expected else {
            #expect(throws: (any Error).self) { try Self.edited(text, json) }
            return
        }
        #expect(try Self.edited(text, json) == expected)
    }

    /// Whatever fields do to the rules that we ship: the text says it, and no comment of its own line is lost.
    @Test func `says what it shall, whatever is changed, and keeps every comment`() throws {
        var random = Seeded()
        let folder = ShippedRulesTests.folder
        let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/points").map { "points/" + $0 } + ["company.yaml", "metrics.yaml", "rewards.yaml"]
        for path in files.sorted() {
            let text = String(decoding: try FileBytes.read(folder + "/" + path, limit: 1 << 20), as: UTF8.self)
            let comments = text.split(separator: "\n").filter { $0.hasPrefix("#") }
            for _ in 0..<40 {
                let said = try YAMLEdit.value(of: YAMLDocument(text, file: path)), wanted = Self.changed(said, &random, depth: 0)
                guard wanted.object?.isEmpty == false || wanted.array?.isEmpty == false else { continue }
                let edited = try YAMLEdit.text(text, file: path, saying: wanted)
                #expect(try YAMLEdit.value(of: YAMLDocument(edited, file: path)) == wanted, "\(path) \(random)")
                let kept = edited.split(separator: "\n").filter { $0.hasPrefix("#") }
                #expect(comments.allSatisfy { kept.contains($0) }, "\(path) \(random)")
            }
        }
    }

    /// One to three changes somewhere: another value, one that goes, one that is new.
    private static func changed(_ value: JSONValue, _ random: inout Seeded, depth: Int) -> JSONValue {
        switch value {
        case .object(var object) where !object.isEmpty:
            let key = object.members[random.below(object.count)].key
            switch random.below(4) {
            case 0 where object.count > 1: object[key] = nil
            case 1: object["new-\(random.below(9))"] = fresh(&random)
            default: object[key] = changed(object[key] ?? .null, &random, depth: depth + 1)
            }
            return .object(object)
        case .array(var elements) where !elements.isEmpty:
            let index = random.below(elements.count)
            switch random.below(4) {
            case 0 where elements.count > 1: elements.remove(at: index)
            case 1: elements.append(fresh(&random))
            default: elements[index] = changed(elements[index], &random, depth: depth + 1)
            }
            return .array(elements)
        default: return fresh(&random)
        }
    }

    private static func fresh(_ random: inout Seeded) -> JSONValue {
        let values: [JSONValue] = [
            12, "P14D", "客户 # 一: '二'", "true", "1.5", .bool(false), ["a": 1, "b": ["c"]], [1, "x"], "a\nb", ["per": "member", "window": "day", "points": 20_000], "don't",
        ]
        return values[random.below(values.count)]
    }
}
