import Testing

@testable import Web

@Suite struct JoinedModulesTests {
    private let version = "0123456789abcdef"
    private var sources: [String: [UInt8]] {
        [
            "one.html": "<script type=\"module\" src=\"/js/pages/one.js\"></script>", "two.html": "<script type=\"module\" src=\"/js/pages/two.js\"></script>",
            "js/core/base.js": "export const base = 1;\nexport function twice(value) {\n  return value * 2;\n}\n",
            "js/core/all.js": "import * as every from \"./base.js\";\nexport class All {\n  get base() { return every.base; }\n}\n",
            "js/pages/one.js": "import { All } from \"../core/all.js\";\nimport {\n  base,\n  twice as double,\n} from \"../core/base.js\";\nimport(\"../late.js\");\nnew All(double(base));",
            "js/pages/two.js": "import { base } from \"../core/base.js\";\nawait base;\n", "js/late.js": "import { twice } from \"./core/base.js\";\nexport const late = twice(4);\n",
            "js/alone.js": "export default 1;\n",
        ].mapValues { Array($0.utf8) }
    }

    private func text(_ joined: JoinedModules, _ name: String) -> String { String(decoding: joined.files[name] ?? [], as: UTF8.self) }

    @Test func `a page names all files that it needs, and each module stands in one`() throws {
        let joined = try #require(JoinedModules(sources, version: version)), page = text(joined, "one.html")
        let named = page.matches(of: #/"\/(js\/joined\/[^"]+)"/#).map { String($0.output.1) }
        #expect(named.count == 2 && Set(named).count == 2, "\(page)")
        let all = joined.files.keys.filter { $0.hasPrefix("js/joined/") }
        for module in ["js/core/base.js", "js/core/all.js", "js/pages/one.js", "js/pages/two.js", "js/late.js"] {
            #expect(all.filter { text(joined, $0).contains("/* \(module) */") }.count == 1, "\(module)")
        }
        #expect(all.allSatisfy { $0.hasSuffix("-\(version).js") })
        #expect(joined.files["js/alone.js"] == nil)
    }

    @Test func `imports become names, and exports what is returned`() throws {
        let joined = try #require(JoinedModules(sources, version: version))
        let file = try #require(joined.files.keys.first { text(joined, $0).contains("/* js/pages/one.js */") }), one = text(joined, file)
        #expect(one.contains(#/const \{ All \} = \$\d+\(\);/#) && one.contains(#/const \{ base, twice: double \} = \$\d+\(\);/#), "\(one)")
        #expect(one.contains(#/const every = \$\d+\(\);/#) && one.contains("return { All };"))
        #expect(one.contains("import(\"/js/late.js\")"))
        let two = try #require(joined.files.keys.first { text(joined, $0).contains("/* js/pages/two.js */") })
        #expect(text(joined, two).contains("= once(async () => {"))
        // A module runs when it is asked for, and a page's own with its file.
        #expect(one.contains(#/\nawait \$\d+\(\);\n$/#) && !text(joined, "js/core/base.js").contains("await"))
        #expect(text(joined, "js/late.js").contains(#/^import \{ \$\d+ \} from "\/js\/joined\/\d+-0123456789abcdef.js";\nexport const \{ late \} = \$\d+\(\);/#))
    }

    /// What stands in one file runs apart: a page must not do what another page's modules do when they begin.
    @Test func `nothing runs that a page does not import`() throws {
        var sources = sources
        sources["three.html"] = Array("<script type=\"module\" src=\"/js/pages/three.js\"></script>".utf8)
        sources["js/pages/three.js"] = Array("import \"../core/begins.js\";\n".utf8)
        sources["js/pages/two.js"] = Array("import \"../core/begins.js\";\n".utf8)
        sources["js/core/begins.js"] = Array("import { base } from \"./base.js\";\nstart(base);\n".utf8)
        let joined = try #require(JoinedModules(sources, version: version))
        let common = try #require(joined.files.keys.first { text(joined, $0).contains("/* js/core/begins.js */") && text(joined, $0).contains("/* js/core/base.js */") })
        #expect(text(joined, common).contains("start(base)") && !text(joined, common).contains(#/\nawait|\n\$\d+\(\)/#))
    }

    @Test(arguments: [
        ("js/core/base.js", "export let base = 1;\nexport const twice = 2;\n"), ("js/core/base.js", "export default 1;\n"),
        ("js/core/base.js", "export const base = 1, twice = 2;\n"), ("js/core/base.js", "import { All } from \"./all.js\";\nexport const base = 1;\nexport const twice = 2;\n"),
        ("js/core/base.js", "export const base = await 1;\nexport const twice = 2;\n"),
        ("js/late.js", "import later from \"./core/base.js\";\n"),
    ])
    func `what is written otherwise leaves all as it is`(name: String, text: String) {
        var sources = sources
        sources[name] = Array(text.utf8)
        #expect(JoinedModules(sources, version: version) == nil)
    }
}
