import Identity
import JSON

extension Activity {
    /// Where this one, which has the same identity, says something else than the one that is recorded.
    package func differences(from recorded: Activity) -> [FieldDifference] {
        var differences: [FieldDifference] = []
        func compare(_ pointer: String, _ known: String?, _ new: String?) {
            if known.map({ Array($0.utf8) }) != new.map({ Array($0.utf8) }) { differences.append(FieldDifference(pointer, recorded: known, given: new)) }
        }
        compare("/type", recorded.type, type)
        compare("/time", recorded.time.rfc3339, time.rfc3339)
        compare("/subject", recorded.subject?.text, subject?.text)
        for key in Set(recorded.data.map(\.key)).union(data.map(\.key)).sorted() {
            let known = recorded.data[key], new = data[key]
            guard known.map(\.canonicalBytes) != new.map(\.canonicalBytes) else { continue }
            let pointer = "/data/" + key.replacing("~", with: "~0").replacing("/", with: "~1")
            differences.append(FieldDifference(pointer, recorded: known.map(Self.shown), given: new.map(Self.shown)))
        }
        return differences
    }

    private static func shown(_ value: JSONValue) -> String { value.string ?? String(decoding: value.canonicalBytes, as: UTF8.self) }
}
