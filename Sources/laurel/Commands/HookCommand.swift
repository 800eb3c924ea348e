import ArgumentParser
import Files
import Glibc
import Imports
import JSON
import Periods

/// `laurel hook`.
struct HookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hook", abstract: "Look at what CRMs send.", subcommands: [HookTryCommand.self])
}

/// `laurel hook try`: what a body would become. Nothing is written, and no server is asked.
struct HookTryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "Show what a body would become by the map of a hook.",
        discussion: "Exits with 1 where the map does not hold, or the body does not fit it. Whether the sender proves who they are is not looked at.")

    @Option(help: ArgumentHelp("The map: a YAML file, as Rules/hooks has them.", valueName: "file"), completion: .file(extensions: ["yaml"]))
    var map: String

    @Option(help: ArgumentHelp("The rules folder, for the company's time zone.", valueName: "folder"))
    var rules: String?

    @Option(help: ArgumentHelp("A header that came with it; may be repeated.", valueName: "name: value"))
    var header: [String] = []

    @Flag(help: "The body is a form (application/x-www-form-urlencoded).")
    var form = false

    @Argument(help: "The body as it came: a file, or - for standard input.")
    var body: String

    func run() throws {
        let zones = ZoneFiles.database()
        let map = try HookMap.load(self.map, named: self.map, zones: zones)
        let calendar = try rules.map { try RulesFolder.load($0, zones: zones).company.calendar } ?? CompanyCalendar(zone: .utc)
        let headers = try header.map { line -> (name: String, value: String) in
            guard let colon = line.firstIndex(of: ":") else { throw ValidationError("--header is \"name: value\", and this is \"\(line)\"") }
            return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        let bytes = try FileBytes.read(body == "-" ? "/dev/stdin" : body)
        let media = form ? "application/x-www-form-urlencoded" : "application/json"
        let shown = map.shown(HookDelivery(headers: headers, mediaType: media, body: bytes), calendar)
        Terminal.line(String(decoding: JSONValue.object(shown).canonicalBytes, as: UTF8.self))
        let hasFault = shown["fault"]?.string != nil || (shown["parts"]?.array ?? []).contains { $0["fault"]?.string != nil }
        if let fault = shown["fault"]?.string { Terminal.error(fault) }
        if hasFault { throw ExitCode(1) }
    }
}

extension FileBytes {
    /// What stands in a file or comes through a pipe, as much as a hook takes.
    fileprivate static func read(_ path: String) throws -> [UInt8] {
        do { return try beginning(of: path, count: 1 << 20) } catch { throw CLIError("\(path): \(error)") }
    }
}
