import Foundation
import Testing

/// Runs the real binary, which stands beside the bundle of the tests.
struct Program {
    struct Result {
        let code: Int32
        let output: String
        let errors: String
    }

    let folder: WorkFolder

    static var executable: URL { URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("laurel") }
    static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL.path()

    /// Nothing of the environment that a developer has set reaches it.
    static func environment(_ own: [String: String]) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("LAUREL_") }
        environment["LAUREL_RULES"] = package + "/Rules"
        environment["LAUREL_PUBLIC"] = package + "/Public"
        return environment.merging(own) { $1 }
    }

    /// Runs it to its end, in the folder of the test.
    func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Result {
        try run(arguments, input: input, environment: environment)
    }

    func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Result {
        let name = UUID().uuidString
        for file in ["in", "out", "err"] { try folder.write("\(name).\(file)", file == "in" ? input : "") }
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        process.environment = Self.environment(environment)
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.file("\(name).in")))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file("\(name).out")))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file("\(name).err")))
        try process.run()
        process.waitUntilExit()
        return Result(code: process.terminationStatus, output: try folder.read("\(name).out"), errors: try folder.read("\(name).err"))
    }

    func start(_ arguments: String..., environment: [String: String] = [:]) throws -> RunningServer {
        try RunningServer(arguments, in: folder, environment: Self.environment(environment))
    }
}

/// `laurel serve`, until the test lets go of it.
final class RunningServer {
    private let process = Process()
    private let output = LineReader()
    private let errors = LineReader()
    let address: String
    var port: UInt16 { UInt16(address.split(separator: ":").last ?? "") ?? 0 }

    init(_ arguments: [String], in folder: WorkFolder, environment: [String: String], executable: URL = Program.executable, input: FileHandle? = nil) throws {
        process.executableURL = executable
        if let input { process.standardInput = input }
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.standardOutput = output.pipe
        process.standardError = errors.pipe
        try process.run()
        let line = try #require(output.line { $0.hasPrefix("listening on ") }, "the server does not start")
        address = String(line.dropFirst("listening on ".count))
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    var id: Int32 { process.processIdentifier }

    func nextLine(of wanted: @escaping (String) -> Bool) -> String? { output.line(wanted) }
    /// Without the time at its beginning.
    func nextError(of wanted: @escaping (String) -> Bool) -> String? {
        let plain = { (line: String) in line.replacing(#/^\d{4}-\d\d-\d\dT\S+ (warning: |error: )?/#, with: "") }
        return errors.line { wanted(plain($0)) }.map(plain)
    }
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    func waitUntilExit() { process.waitUntilExit() }

    /// Ends it, and gives its exit code.
    func stop() -> Int32 {
        send(SIGTERM)
        process.waitUntilExit()
        return process.terminationStatus
    }
}

/// Reads a pipe line by line, blocking.
private final class LineReader {
    let pipe = Pipe()
    private var rest = ""

    /// The next line that is wanted; nil at the end. What comes before it is passed over.
    func line(_ wanted: (String) -> Bool) -> String? {
        while true {
            while let end = rest.firstIndex(of: "\n") {
                let line = String(rest[..<end])
                rest = String(rest[rest.index(after: end)...])
                if wanted(line) { return line }
            }
            let more = pipe.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            rest += String(decoding: more, as: UTF8.self)
        }
    }
}

/// A folder of one test, gone with it.
final class WorkFolder {
    let path: String

    init() throws {
        // Short, for a Unix socket stands in it.
        path = NSTemporaryDirectory() + "laurel-cli-" + String(UUID().uuidString.prefix(8))
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let folder = URL(fileURLWithPath: file(name)).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try text.write(toFile: file(name), atomically: true, encoding: .utf8)
        return file(name)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }
    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }
}
