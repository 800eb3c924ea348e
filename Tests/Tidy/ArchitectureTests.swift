import Testing

/// Who may know whom: the drawing of the architecture, as a test.
@Suite("The architecture")
struct ArchitectureTests {
    /// What is pure: no clock, disk, lock, thread. It imports nothing but what stands here.
    private static let pure: [String: Set<String>] = [
        "JSON": [],
        // memcmp: identities are compared byte by byte, hundreds of times for an activity.
        "Identity": ["Glibc"],
        "Periods": [],
        "Structures": [],
        "CloudEvents": ["Encodings", "JSON", "Periods"],
        "Measures": [],
        "Encodings": [],
        "Expressions": ["Encodings", "JSON", "Periods"],
        "Ledger": ["Identity", "Periods"],
        "Boards": ["Identity", "JSON", "Periods", "Expressions"],
        "RuleEngine": ["Identity", "JSON", "Periods", "Boards", "Expressions"],
        "PointsEngine": ["Identity", "JSON", "Periods", "Boards", "Expressions", "Ledger", "RuleEngine", "Structures"],
        "Backtest": ["Identity", "JSON", "Periods", "RuleEngine", "PointsEngine"],
        "Live": ["Identity", "JSON", "Periods", "Boards", "Structures"],
        "Demo": ["Identity", "JSON", "Periods", "RuleEngine", "PointsEngine"],
    ]

    /// What is not pure, but must not know what is above it or beside it.
    private static let bounded: [String: Set<String>] = [
        "Mailboxes": ["Glibc", "Synchronization", "Structures"],
        "Pictures": ["CGD"],
        "Web": ["Glibc", "Synchronization", "Mailboxes", "CLibwebsockets", "CEv", "CZlib"],
        "SignIn": ["Synchronization", "CJose", "CQrencode", "CSodium", "Encodings", "Identity", "JSON", "Outbound", "Periods"],
        "SQLite": ["Glibc", "Synchronization", "CSQLite", "CPageSums"],
        "CommitLog": ["Synchronization"],
        "PostgreSQL": ["CPostgreSQL", "Glibc"],
        "Cluster": ["CommitLog", "Mailboxes", "PostgreSQL", "Synchronization"],
        "Store": ["CommitLog", "Glibc", "CSodium", "SQLite", "Identity", "JSON", "Periods", "Boards", "Ledger", "RuleEngine", "PointsEngine"],
        "Projection": ["Identity", "JSON", "Periods", "Boards", "RuleEngine", "PointsEngine", "Live", "Store", "Structures"],
        "Journal": ["Glibc", "Synchronization", "JSON", "Mailboxes", "Periods"],
        "Keeping": ["Glibc", "Synchronization", "CSodium", "JSON", "Journal", "Mailboxes", "Measures", "Periods", "PointsEngine", "Runtime", "SQLite", "Store"],
        "Runtime": [
            "CommitLog", "Glibc", "Synchronization", "Mailboxes", "Measures", "SQLite", "Store", "Identity", "JSON", "Periods", "Boards", "Ledger", "RuleEngine", "PointsEngine",
        ],
    ]

    private static func imports(_ files: [Repository.File]) throws -> [(file: String, module: String)] {
        try files.flatMap { file in
            try file.lines().filter { $0.contains("import ") && !$0.hasPrefix(" ") }.compactMap { line in
                line.wholeMatch(of: #/(?:@\w+ )*import (?:struct |class |enum |func |protocol )?(\w+).*/#).map { (file.path, String($0.output.1)) }
            }
        }
    }

    @Test(arguments: pure.keys.sorted())
    func `What is pure imports only what is pure`(target: String) throws { try check(target, Self.pure[target] ?? []) }

    @Test(arguments: bounded.keys.sorted())
    func `Web knows no points, Store no web, Runtime no pages, the projection no web and no threads`(target: String) throws { try check(target, Self.bounded[target] ?? []) }

    private func check(_ target: String, _ allowed: Set<String>) throws {
        let files = Repository.files("Sources/\(target)", ".swift")
        #expect(!files.isEmpty, "no such target")
        for (file, module) in try Self.imports(files) { #expect(allowed.contains(module), "\(file) imports \(module)") }
    }

    @Test
    func `The naive model imports nothing of what it checks`() throws {
        let ours = Set(Repository.sources.map(\.part))
        for (file, module) in try Self.imports(Repository.files("Tests/Simulation/NaiveModel", ".swift")) {
            #expect(!ours.contains(module), "\(file) imports \(module)")
        }
    }

    /// Only clients that call out may wait that way.
    private static let mayBeAsynchronous: Set<String> = ["API", "Outbound", "laurel"]

    @Test
    func `Nothing is asynchronous below the API`() throws {
        let found = try Repository.sources.filter { !Self.mayBeAsynchronous.contains($0.part) }.flatMap { file in
            try file.places(of: ["async ", "await ", "Task {", "Task.detached", "actor "]).filter(Self.isAsynchronous).map(\.description)
        }
        #expect(found == [])
    }

    /// `actor` is also who gives a command.
    private static func isAsynchronous(_ place: Repository.Place) -> Bool {
        place.isWhole && (place.word != "actor " || place.code.contains(#/\bactor [A-Z]\w* *[:{<]/#))
    }

    @Test
    func `Every Swift file belongs to a target that Package.swift declares`() throws {
        let manifest = try Repository.File(path: "Package.swift").text()
        let declared = Set(manifest.matches(of: #/(?:part|tests)\("(\w+)"/#).map { String($0.output.1) } + manifest.matches(of: #/path: "(?:Sources|Tests)/(\w+)[\w/]*"/#).map { String($0.output.1) })
        #expect(Set((Repository.sources + Repository.tests).map(\.part)).subtracting(declared) == [])
    }

    /// What Swift brings with it, and the products of packages.
    private static let foreign: Set<String> = ["ArgumentParser", "Dispatch", "Foundation", "Glibc", "PackageDescription", "Synchronization", "Testing", "Yams"]

    /// An old build still holds modules that are no more, so that only a clean clone would notice.
    @Test
    func `Every module that is imported is a target of Package.swift`() throws {
        let manifest = try Repository.File(path: "Package.swift").text()
        let targets = Set(manifest.matches(of: #/(?:part\(|name: )"(\w+)"/#).map { String($0.output.1) })
        for (file, module) in try Self.imports(Repository.sources + Repository.tests) {
            #expect(targets.contains(module) || Self.foreign.contains(module), "\(file) imports \(module)")
        }
    }
}
