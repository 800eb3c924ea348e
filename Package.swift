// swift-tools-version: 6.1
import PackageDescription

/// A library target of Laurel: `Sources/<name>`.
func part(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(name)")
}

/// The tests of a target: `Tests/<name>`.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)")
}

let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "laurel",
    products: [.executable(name: "laurel", targets: ["laurel"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibwebsockets", path: "Sources/CLibwebsockets", pkgConfig: "libwebsockets", providers: [.apt(["libwebsockets-dev"])]),
        .systemLibrary(name: "CEv", path: "Sources/CEv", providers: [.apt(["libev-dev"])]),
        .systemLibrary(name: "CCurl", path: "Sources/CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CJose", path: "Sources/CJose", providers: [.apt(["libcjose-dev", "libssl-dev"])]),
        .systemLibrary(name: "CQrencode", path: "Sources/CQrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CGD", path: "Sources/CGD", providers: [.apt(["libgd-dev"])]),
        .systemLibrary(name: "CEpoll", path: "Sources/CEpoll"),
        .systemLibrary(name: "CTimex", path: "Sources/CTimex"),
        .systemLibrary(name: "CZlib", path: "Sources/CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CPostgreSQL", path: "Sources/CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSQLite", path: "Sources/CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CSodium", path: "Sources/CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),

        part("JSON"),
        part("Addresses"),
        part("Identity"),
        part("Structures"),
        part("Mailboxes", ["Structures"]),
        part("Measures"),
        part("Journal", ["JSON", "Mailboxes", "Periods"]),
        part("Periods"),
        part("Pictures", ["CGD"]),
        part("Encodings"),
        part("CloudEvents", ["Encodings", "JSON", "Periods"]),
        part("Expressions", ["Encodings", "JSON", "Periods"]),
        part("Ledger", ["Identity", "Periods"]),
        part("RuleEngine", ["Identity", "JSON", "Periods", "Expressions"]),
        part("PointsEngine", ["Expressions", "Identity", "JSON", "Periods", "Ledger", "Boards", "RuleEngine", "Structures"]),
        part("Boards", ["Identity", "JSON", "Periods", "Expressions"]),
        part("Backtest", ["Identity", "JSON", "Periods", "RuleEngine", "PointsEngine"]),
        part("Workbooks", ["CZlib"]),
        part("Files", ["Identity", "JSON", "Periods", "Boards", "Expressions", "Ledger", "RuleEngine", "PointsEngine", "Workbooks", "CSodium", yams]),
        part("Scenarios", ["Identity", "JSON", "Periods", "Ledger", "RuleEngine", "PointsEngine", "Boards", "Files"]),
        .target(name: "CPageSums", dependencies: ["CSQLite"], path: "Sources/CPageSums"),
        part("SQLite", ["CSQLite", "CPageSums"]),
        part("CommitLog"),
        part("PostgreSQL", ["CPostgreSQL"]),
        part("Cluster", ["CommitLog", "Mailboxes", "PostgreSQL"]),
        part("Store", ["CommitLog", "Identity", "JSON", "Periods", "Ledger", "RuleEngine", "PointsEngine", "SQLite", "CSodium"]),
        part("Runtime", ["CommitLog", "Identity", "Periods", "Ledger", "RuleEngine", "PointsEngine", "Mailboxes", "Measures", "SQLite", "Store"]),
        part("Installation", ["Boards", "Expressions", "Identity", "JSON", "Periods", "RuleEngine", "PointsEngine", "Mailboxes", "Files", "Store", "Runtime"]),
        part("Keeping", ["JSON", "Journal", "Mailboxes", "Measures", "Periods", "PointsEngine", "Runtime", "Store", "SQLite", "CSodium"]),
        part("Live", ["Identity", "JSON", "Periods", "Boards", "Structures"]),
        part("Projection", ["Identity", "JSON", "Periods", "Boards", "Live", "PointsEngine", "RuleEngine", "Store", "Structures"]),
        part("Web", ["CLibwebsockets", "CEv", "CZlib", "Mailboxes"]),
        part("Outbound", ["Addresses", "CCurl", "CSodium", "Encodings"]),
        part("SignIn", ["CJose", "CQrencode", "CSodium", "Encodings", "Identity", "JSON", "Outbound", "Periods"]),
        part("Delivering", ["Addresses", "Encodings", "Identity", "JSON", "Journal", "Mailboxes", "Measures", "Outbound", "Periods", "PointsEngine", "Runtime", "SQLite", "Store"]),
        part("Imports", ["Identity", "JSON", "Periods", "PointsEngine", "Mailboxes", "Files", "Runtime"]),
        part("API", ["Addresses", "Backtest", "Boards", "CloudEvents", "CommitLog", "CSodium", "Delivering", "Expressions", "Files", "Identity", "Illustrations", "Imports", "Installation", "Journal", "JSON", "Keeping", "Ledger", "Live", "Mailboxes", "Measures", "Outbound", "Periods", "Pictures", "PointsEngine", "Projection", "RuleEngine", "Runtime", "SignIn", "SQLite", "Store", "Web"]),
        part("Demo", ["Identity", "JSON", "Periods", "RuleEngine", "PointsEngine"]),
        part("Illustrations", ["Demo", "Pictures"]),
        .executableTarget(
            name: "laurel",
            dependencies: [
                "Addresses", "API", "Boards", "CEpoll", "Cluster", "CommitLog", "CSodium", "CTimex", "Delivering", "Demo", "Expressions", "Files", "Identity", "Imports", "Installation", "Journal", "JSON", "Keeping", "Ledger", "Mailboxes", "Outbound", "Periods", "Pictures", "PointsEngine",
                "PostgreSQL", "RuleEngine", "Runtime", "Scenarios", "SignIn", "SQLite", "Store", "Web", arguments,
            ],
            path: "Sources/laurel"),

        .target(name: "Seeds", path: "Tests/Support/Seeds"),
        tests("JSON", ["JSON", "Seeds"]),
        tests("Periods", ["Periods", "JSON", "Seeds"]),
        tests("CloudEvents", ["CloudEvents", "JSON", "Periods", "Seeds"]),
        tests("Expressions", ["Expressions", "JSON", "Periods", "RuleEngine", "Seeds"]),
        .target(name: "MadeFiles", dependencies: ["CZlib"], path: "Tests/Support/MadeFiles"),
        tests("Workbooks", ["MadeFiles", "Workbooks"]),
        tests("Files", ["Boards", "Files", "Identity", "JSON", "MadeFiles", "Periods", "PointsEngine", "RuleEngine", "Seeds"]),
        .testTarget(
            name: "ImportsTests", dependencies: ["Boards", "Examples", "Files", "Identity", "Imports", "JSON", "Ledger", "Mailboxes", "Periods", "PointsEngine", "RuleEngine", "Runtime"],
            path: "Tests/Imports", exclude: ["crm-rules", "customer-rules"]),
        tests("Installation", ["Files", "Identity", "Installation", "JSON", "Mailboxes", "Periods", "PointsEngine", "RuleEngine", "Runtime", "Store"]),
        tests("CommandLine", ["laurel", "Mailboxes", "JSON", "PostgreSQL", "PostgresServer", "SQLite", "TestClients"]),
        tests("Demo", ["Demo", "Files", "Identity", "Illustrations", "JSON", "Periods", "Pictures", "PointsEngine", "RuleEngine"]),
        tests("Ledger", ["Identity", "Ledger", "Periods", "Seeds"]),
        tests("Boards", ["Boards", "Identity", "JSON", "Periods", "Seeds"]),
        tests("RuleEngine", ["Files", "Identity", "JSON", "Periods", "RuleEngine", "Seeds"]),
        tests("PointsEngine", ["Invariants", "Backtest", "Boards", "Expressions", "Files", "Identity", "JSON", "Ledger", "Periods", "PointsEngine", "RuleEngine", "Scenarios", "Seeds", "Workload"]),
        .target(name: "FeedViewer", dependencies: ["JSON"], path: "Tests/Support/FeedViewer"),
        .testTarget(name: "LiveTests", dependencies: ["Live", "Boards", "FeedViewer", "HeadlessChromium", "Identity", "JSON", "Periods", "Seeds"], path: "Tests/Live", exclude: ["replay.js"]),
        tests("Encodings", ["Encodings", "Seeds"]),
        tests("Structures", ["Structures", "Seeds"]),
        tests("Projection", ["Projection", "Boards", "Examples", "FeedViewer", "Identity", "JSON", "Live", "Periods", "PointsEngine", "RuleEngine", "Seeds", "Store"]),
        tests("Mailboxes", ["Mailboxes"]),
        tests("Measures", ["Measures"]),
        .target(name: "PostgresServer", path: "Tests/Support/PostgresServer"),
        tests("PostgreSQL", ["PostgreSQL", "PostgresServer"]),
        tests("Cluster", ["Cluster", "CommitLog", "Mailboxes", "PostgreSQL", "PostgresServer"]),
        tests("Nodes", ["laurel", "FeedViewer", "JSON", "Mailboxes", "PostgreSQL", "PostgresServer", "Receivers", "SQLite", "TestClients"]),
        tests("Keeping", ["Keeping", "Examples", "Files", "Installation", "Mailboxes", "Measures", "Periods", "Runtime", "Store"]),
        .testTarget(name: "PagesTests", dependencies: ["HeadlessChromium", "JSON", "CZlib"], path: "Tests/Pages", exclude: ["Modules"]),
        tests("Tidy", []),
        .target(name: "CFaults", dependencies: ["CSQLite"], path: "Tests/Support/CFaults"),
        .target(name: "Faults", dependencies: ["CFaults", "CSQLite"], path: "Tests/Support/Faults"),
        .target(
            name: "Examples",
            dependencies: ["Boards", "Expressions", "Identity", "JSON", "Periods", "Ledger", "RuleEngine", "PointsEngine", "Store"], path: "Tests/Support/Examples"),
        .testTarget(name: "ScenariosTests", dependencies: ["Files", "JSON", "Scenarios"], path: "Tests/Scenarios", exclude: ["points"]),
        tests("SQLite", ["SQLite", "CSQLite", "Faults", "Seeds"]),
        .executableTarget(name: "victim", dependencies: ["Examples", "Identity", "Mailboxes", "Periods", "PointsEngine", "Runtime"], path: "Tests/Support/Victim"),
        tests("Runtime", ["victim", "CommitLog", "Expressions", "Identity", "JSON", "Ledger", "Mailboxes", "Periods", "PointsEngine", "RuleEngine", "Runtime", "SQLite", "Store", "Faults", "Examples"]),
        tests("Store", ["Boards", "CommitLog", "Expressions", "Identity", "JSON", "Periods", "Ledger", "RuleEngine", "PointsEngine", "SQLite", "Store", "Faults", "Examples", "Seeds"]),
        .target(name: "TestClients", path: "Tests/Support/Clients"),
        .target(name: "HeadlessChromium", dependencies: ["JSON"], path: "Tests/Support/HeadlessChromium"),
        tests("Web", ["Web", "Mailboxes", "TestClients", "Seeds"]),
        tests("Addresses", ["Addresses"]),
        tests("Pictures", ["CGD", "Pictures", "Seeds"]),
        .target(name: "Receivers", path: "Tests/Support/Receivers"),
        tests("SignIn", ["JSON", "Periods", "Providers", "SignIn"]),
        .target(name: "Providers", dependencies: ["CJose", "CSodium", "Identity", "JSON", "Receivers"], path: "Tests/Support/Providers"),
        tests("Outbound", ["Addresses", "JSON", "Outbound", "Receivers"]),
        .executableTarget(
            name: "sender", dependencies: ["Addresses", "Delivering", "Examples", "Identity", "Mailboxes", "Periods", "PointsEngine", "Runtime", "Store"], path: "Tests/Support/Sender"),
        tests("Delivering", [
            "sender", "Addresses", "Delivering", "Examples", "Identity", "JSON", "Mailboxes", "Outbound", "Periods", "PointsEngine", "Receivers", "Runtime", "Store",
        ]),
        tests("API", ["API", "CommitLog", "Identity", "Keeping", "JSON", "Periods", "PointsEngine", "Receivers", "RuleEngine", "Runtime", "Seeds", "Store", "Web"]),
        .target(
            name: "TestServer",
            dependencies: ["API", "Files", "Identity", "JSON", "Mailboxes", "Periods", "PointsEngine", "RuleEngine", "Runtime", "Store", "Web", "TestClients"],
            path: "Tests/Support/TestServer"),
        tests("Server", ["Addresses", "API", "CGD", "Delivering", "CloudEvents", "Outbound", "Providers", "SignIn", "Faults", "Files", "Identity", "Installation", "JSON", "MadeFiles", "Mailboxes", "Periods", "PointsEngine", "Receivers", "RuleEngine", "Runtime", "SQLite", "Store", "Web", "TestServer", "TestClients", "Seeds"]),
        tests("Browser", ["Addresses", "Delivering", "Providers", "Receivers", "SignIn", "HeadlessChromium", "Identity", "JSON", "MadeFiles", "Mailboxes", "Periods", "PointsEngine", "RuleEngine", "Runtime", "TestServer", "TestClients"]),
        .target(
            name: "FuzzTargets",
            dependencies: ["API", "CloudEvents", "Expressions", "Files", "Identity", "JSON", "Live", "Periods", "Pictures", "PointsEngine", "RuleEngine", "Scenarios", "SignIn", "Store", "Web", "Workbooks"],
            path: "Tests/Fuzzing/Targets"),
        .executableTarget(name: "fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzzing/Driver"),
        .testTarget(name: "FuzzingTests", dependencies: ["FuzzTargets"], path: "Tests/Fuzzing", exclude: ["Corpus", "Driver", "Targets"]),
        .target(name: "NaiveModel", path: "Tests/Simulation/NaiveModel"),
        .target(name: "Workload", dependencies: ["NaiveModel", "Seeds"], path: "Tests/Simulation/Workload"),
        .target(name: "Invariants", dependencies: ["Boards", "Identity", "JSON", "Ledger", "Periods", "PointsEngine", "RuleEngine"], path: "Tests/Simulation/Invariants"),
        .target(
            name: "Simulation",
            dependencies: ["Boards", "Files", "Identity", "JSON", "Ledger", "NaiveModel", "Periods", "PointsEngine", "RuleEngine", "Scenarios", "Workload"],
            path: "Tests/Simulation/Running"),
        .target(
            name: "Laws", dependencies: ["Identity", "NaiveModel", "Periods", "PointsEngine", "RuleEngine", "Seeds", "Simulation"], path: "Tests/Simulation/Laws"),
        .target(
            name: "Crashes",
            dependencies: [
                "Faults", "Identity", "Invariants", "JSON", "Ledger", "NaiveModel", "Periods", "PointsEngine", "RuleEngine", "Runtime", "Seeds", "Simulation", "Store", "Workload",
            ],
            path: "Tests/Simulation/Crashing"),
        .target(
            name: "Nodes",
            dependencies: ["CommitLog", "Files", "Identity", "NaiveModel", "Periods", "PointsEngine", "RuleEngine", "Runtime", "Scenarios", "Seeds", "Simulation", "Store", "Workload"],
            path: "Tests/Simulation/Nodes"),
        .executableTarget(
            name: "trial", dependencies: ["Backtest", "Crashes", "Files", "Identity", "JSON", "Laws", "Nodes", "Periods", "PointsEngine", "RuleEngine", "Scenarios", "Seeds", "Simulation", "Workload"],
            path: "Tests/Simulation/Trial"),
        .testTarget(
            name: "SimulationTests", dependencies: ["Crashes", "Files", "Identity", "Invariants", "Laws", "NaiveModel", "Nodes", "PointsEngine", "RuleEngine", "Scenarios", "Seeds", "Simulation", "Workload", yams], path: "Tests/Simulation",
            exclude: ["Crashing", "Invariants", "Laws", "NaiveModel", "Nodes", "Running", "Trial", "Workload"]),
    ],
    swiftLanguageModes: [.v6]
)

/// Reading the documentation as pages asks for a plugin that nobody needs for building:
/// `LAUREL_DOCUMENTATION=1 swift package generate-documentation --target laurel`.
if Context.environment["LAUREL_DOCUMENTATION"] != nil {
    package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
}
