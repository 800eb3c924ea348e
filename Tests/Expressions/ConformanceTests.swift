import JSON
import Testing

@testable import Expressions

/// The official conformance suite, as far as the shared folder has it.
struct ConformanceTests {
    private static let file = Shared.json("cel/conformance.json")

    @Test(.enabled(if: file != nil, "no shared cases here"), arguments: ["points", "optional"])
    func `every case of the official suite has its value`(profile: String) {
        let cases = (Self.file?["tests"]?.array ?? []).filter { $0["profile"]?.string == profile }
        var sections: [String: (passed: Int, total: Int)] = [:]
        for test in cases {
            let section = "\(test["file"]?.string ?? "")/\(test["section"]?.string ?? "")"
            let failure = Self.failure(of: test)
            sections[section, default: (0, 0)].total += 1
            if failure == nil { sections[section, default: (0, 0)].passed += 1 }
            if let failure { Issue.record("\(test["id"]?.string ?? ""): \(test["expr"]?.string ?? "") \(failure)") }
        }
        for (section, count) in sections.sorted(by: { $0.key < $1.key }) { print("\(profile) \(section): \(count.passed) of \(count.total)") }
        print("\(profile): \(sections.values.reduce(0) { $0 + $1.passed }) of \(cases.count)")
        #expect(!cases.isEmpty)
    }

    /// What went wrong, or nil.
    private static func failure(of test: JSONValue) -> String? {
        do {
            let declared = (test["type_env"]?.array ?? []).compactMap { entry in
                entry["name"]?.string.map { (name: $0, type: TypedValue.type(entry["type"]?.string ?? "dyn")) }
            }
            let bindings = try (test["bindings"]?.object ?? JSONObject()).map { (name: $0.key, value: try TypedValue.value($0.value)) }
            let names = Set(declared.map(\.name))
            let variables = declared + bindings.filter { !names.contains($0.name) }.map { (name: $0.name, type: .dyn) }
            let environment = Environment(variables: variables, container: test["container"]?.string ?? "")
            let compile = test["disable_check"]?.bool == true ? Expression.compileUnchecked : Expression.compile
            var activation = Activation(environment)
            for (name, value) in bindings { activation[name] = value }
            let value = try compile(test["expr"]?.string ?? "", environment, zones).evaluate(activation)
            guard let expected = test["expect"]?["value"] else { return "is \(value), not an error" }
            return value.isIdentical(to: try TypedValue.value(expected)) ? nil : "is \(value)"
        } catch {
            return test["expect"]?["error"] == nil ? "failed: \(error)" : nil
        }
    }
}
