import ArgumentParser
import Files
import Foundation
import Scenarios

/// `laurel scenario FILE…`: tries rules before they count.
struct ScenarioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario", abstract: "Run scenario files in an empty engine under a virtual clock.",
        discussion: "Prints a line for each file and where it came out otherwise than it says. Exits with 1 if any did.")

    @Argument(help: "Scenario files, or folders of them.", completion: .file(extensions: ["yaml"]))
    var files: [String]

    @Flag(help: "One JSON object a file on standard output.")
    var json = false

    func run() throws {
        let zones = ZoneFiles.database()
        var failed = 0
        let paths = try files.flatMap(Self.scenarios)
        for path in paths {
            let report = ScenarioReport(path: path, zones: zones)
            print(json ? report.json : report.text)
            if !report.passed { failed += 1 }
        }
        if !json { print("\(paths.count - failed) of \(paths.count) scenarios passed") }
        if failed > 0 { throw ExitCode(1) }
    }

    /// A file, or all YAML files of a folder.
    private static func scenarios(at path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw ValidationError("there is no file \(path)") }
        guard isFolder.boolValue else { return [path] }
        let names = try? FileManager.default.contentsOfDirectory(atPath: path)
        guard let names else { throw CLIError("the folder \(path) cannot be read") }
        let files = names.filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }.sorted()
        // Nothing was tried: that is no success.
        guard !files.isEmpty else { throw CLIError("there is no scenario in the folder \(path): no file there ends in .yaml or .yml") }
        return files.map { path + "/" + $0 }
    }
}
