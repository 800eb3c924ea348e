/// Modules are written one a concept, and served a few at a time: a browser finds out about an import only when it has read the file
/// before it, and over a slow network each step costs more than the bytes.
///
/// Modules that the same pages need stand in one file, each in a function of its own; what most pages need is one file for all. A module
/// runs when the first asks for it, once, and is the same for everybody, also for who asks for it by its own path. Files have the version of all modules in their
/// names, so that browsers may keep them. Pages name the files that they need. Where a module is written in a form that is not known,
/// or imports go in a circle, everything stays as it stands in the folder.
struct JoinedModules {
    /// Files beside those of the folder, and in their place, by name.
    let files: [String: [UInt8]]

    /// - Parameters:
    ///   - sources: modules and pages of the folder, by name.
    ///   - version: at least eight hexadecimal digits that change with any module.
    init?(_ sources: [String: [UInt8]], version: String) {
        guard let graph = ModuleGraph(sources) else { return nil }
        var writer = JoinedWriter(graph, version)
        for file in graph.joined { writer.join(file) }
        for (name, bytes) in sources where name.hasSuffix(".html") { writer.name(filesOf: name, bytes) }
        files = writer.files
    }
}

/// What imports what, and what is therefore served together.
struct ModuleGraph {
    private(set) var modules: [String: ModuleText] = [:]
    /// What each page begins with, by the page's name.
    let entries: [String: String]
    /// Modules in an order in which each stands behind what it imports, by the file that they are joined to; files in such an order too.
    private(set) var joined: [[String]] = []
    private(set) var fileOf: [String: Int] = [:]
    /// Entries whose file is for them alone: they run with it.
    private(set) var alone: Set<String> = []

    init?(_ sources: [String: [UInt8]]) {
        var entries: [String: String] = [:]
        for (name, bytes) in sources where name.hasSuffix(".html") {
            if let entry = ModuleScript.find(in: String(decoding: bytes, as: UTF8.self))?.module { entries[name] = entry }
        }
        self.entries = entries
        guard let order = readAll(sources, from: Array(Set(entries.values)).sorted()) else { return nil }
        join(order)
    }

    /// What is reached from the entries, each behind its imports; nil where something is not as it is thought to be.
    private mutating func readAll(_ sources: [String: [UInt8]], from entries: [String]) -> [String]? {
        var order: [String] = [], begun: Set<String> = [], waiting = entries
        func visit(_ name: String, _ modules: inout [String: ModuleText]) -> Bool {
            if modules[name] != nil { return true }
            guard begun.insert(name).inserted, let text = sources[name].flatMap({ ModuleText(name, $0) }) else { return false }
            for one in text.imports {
                // Whoever imports what waits would have to wait.
                guard visit(one.from, &modules), let module = modules[one.from], !module.waits, Self.gives(one, module) else { return false }
            }
            modules[name] = text
            order.append(name)
            waiting += text.onDemand
            return true
        }
        while let next = waiting.popLast() { guard visit(next, &modules) else { return nil } }
        return order
    }

    private static func gives(_ wanted: ModuleText.Import, _ module: ModuleText) -> Bool {
        guard case .names(let names)? = wanted.binding else { return true }
        return names.allSatisfy { module.exports.contains($0.exported) }
    }

    /// Modules are told apart by which entries reach them: whoever needs one needs all that have the same. Since an import is reached by
    /// at least the same entries, files never import each other in a circle.
    private mutating func join(_ order: [String]) {
        let starts = Set(entries.values).union(modules.values.flatMap(\.onDemand)).sorted()
        var users: [String: Set<Int>] = [:]
        for (number, start) in starts.enumerated() { for name in reached(from: start) { users[name, default: []].insert(number) } }
        var numbers: [Set<Int>: Int] = [:]
        for name in order {
            // What half of them need is one file.
            let mine = users[name] ?? [], key = mine.count * 2 >= starts.count ? Set(starts.indices) : mine
            let number = numbers[key] ?? joined.count
            if numbers[key] == nil {
                numbers[key] = number
                joined.append([])
            }
            joined[number].append(name)
            fileOf[name] = number
            if key.count == 1, key == mine, entries.values.contains(name) { alone.insert(name) }
        }
    }

    /// A module with all that it imports.
    func reached(from start: String) -> [String] {
        var seen: Set<String> = [], waiting = [start]
        while let name = waiting.popLast() {
            if seen.insert(name).inserted { waiting += modules[name]?.imports.map(\.from) ?? [] }
        }
        return seen.sorted()
    }

    /// The files that a module needs, but for its own.
    func files(with start: String) -> [Int] {
        Set(reached(from: start).compactMap { fileOf[$0] }).subtracting([fileOf[start] ?? -1]).sorted()
    }
}

/// `<script type="module" src="/js/pages/me.js"></script>` in a page.
struct ModuleScript {
    let range: Range<String.Index>
    let module: String

    static func find(in page: String) -> ModuleScript? {
        let before = "<script type=\"module\" src=\"/", after = "\"></script>"
        guard let start = page.firstRange(of: before), let end = page[start.upperBound...].firstRange(of: after) else { return nil }
        return ModuleScript(range: start.lowerBound..<end.upperBound, module: String(page[start.upperBound..<end.lowerBound]))
    }
}

/// Writes what a graph says.
private struct JoinedWriter {
    private let graph: ModuleGraph
    private let version: String
    private let ids: [String: Int]
    private(set) var files: [String: [UInt8]] = [:]

    init(_ graph: ModuleGraph, _ version: String) {
        self.graph = graph
        self.version = version
        ids = Dictionary(uniqueKeysWithValues: graph.modules.keys.sorted().enumerated().map { ($1, $0) })
    }

    private func path(_ file: Int) -> String { "js/joined/\(file)-\(version).js" }

    /// How a module is called where it is joined.
    private func id(_ name: String) -> String { "$\(ids[name] ?? 0)" }

    mutating func join(_ names: [String]) {
        guard let own = names.first.flatMap({ graph.fileOf[$0] }) else { return }
        var text = Array("\(imports(of: names, own))const once = (run) => { let made; return () => (made ??= run()); };\n".utf8)
        for name in names {
            guard let module = graph.modules[name] else { continue }
            let opening = module.waits ? "async () => {" : "() => {"
            text += Array("/* \(name) */\nexport const \(id(name)) = once(\(opening)\n\(bindings(of: module))".utf8)
            text += module.body
            text += Array("\nreturn { \(module.exports.joined(separator: ", ")) };\n});\n".utf8)
            files[name] = standIn(name, module)
        }
        for name in names where graph.alone.contains(name) { text += Array("await \(id(name))();\n".utf8) }
        files[path(own)] = text
    }

    /// What a file takes from others; it names all that it will need, so that a browser asks for everything at once.
    private func imports(of names: [String], _ own: Int) -> String {
        let wanted = Set(names.flatMap { graph.modules[$0]?.imports.map(\.from) ?? [] }).filter { graph.fileOf[$0] != own }
        let all = Set(names.flatMap(graph.files(with:))).subtracting([own]).sorted()
        return all.map { file in
            let ids = wanted.filter { graph.fileOf[$0] == file }.sorted().map(id)
            return ids.isEmpty ? "import \"/\(path(file))\";\n" : "import { \(ids.joined(separator: ", ")) } from \"/\(path(file))\";\n"
        }.joined()
    }

    private func bindings(of module: ModuleText) -> String {
        module.imports.map { one in
            switch one.binding {
            case nil: "\(id(one.from))();\n"
            case .whole(let name): "const \(name) = \(id(one.from))();\n"
            case .names(let names):
                "const { \(names.map { $0.exported == $0.local ? $0.local : "\($0.exported): \($0.local)" }.joined(separator: ", ")) } = \(id(one.from))();\n"
            }
        }.joined()
    }

    /// For whoever asks for a module by its own path.
    private func standIn(_ name: String, _ module: ModuleText) -> [UInt8] {
        let taken = "import { \(id(name)) } from \"/\(path(graph.fileOf[name] ?? 0))\";\n"
        let wait = "await"
        if module.exports.isEmpty { return Array("\(taken)\(wait) \(id(name))();\n".utf8) }
        return Array("\(taken)export const { \(module.exports.joined(separator: ", ")) } = \(module.waits ? wait + " " : "")\(id(name))();\n".utf8)
    }

    /// Writes into a page which files it needs.
    mutating func name(filesOf page: String, _ bytes: [UInt8]) {
        var text = String(decoding: bytes, as: UTF8.self)
        guard let entry = graph.entries[page], let script = ModuleScript.find(in: text) else { return }
        let file = graph.fileOf[entry] ?? 0, isAlone = graph.alone.contains(entry)
        let links = (graph.files(with: entry) + (isAlone ? [] : [file])).map { "<link rel=\"modulepreload\" href=\"/\(path($0))\">\n" }.joined()
        text.replaceSubrange(script.range, with: "\(links)<script type=\"module\" src=\"/\(isAlone ? path(file) : entry)\"></script>")
        files[page] = Array(text.utf8)
    }
}
