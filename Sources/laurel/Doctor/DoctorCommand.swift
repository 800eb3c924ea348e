import ArgumentParser
import JSON

/// `laurel doctor`.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look at everything around a database, and say what to do about what is wrong.",
        discussion: "Changes nothing, and works beside a running server. Exit code 1 where something is wrong, 0 else; with --strict a warning counts too.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var serving: ServingOptions
    @OptionGroup var keeping: KeepingOptions
    @OptionGroup var delivering: DeliveringOptions
    @OptionGroup var signing: SignInOptions

    @Flag(help: "A warning is wrong too.")
    var strict = false

    @Flag(help: "One JSON object on standard output.")
    var json = false

    func run() throws {
        let found = Examination(store: store, serving: serving, keeping: keeping, delivering: delivering, signing: signing).all()
        let worst = found.map(\.state).max() ?? .fine
        if json {
            let object: JSONValue = ["state": .string(worst.rawValue), "checks": .array(found.map(\.json))]
            Terminal.line(ImportReport.text(object))
        } else {
            for diagnosis in found { Terminal.line(diagnosis.lines) }
        }
        if worst == .wrong || (strict && worst == .warning) { throw ExitCode(1) }
    }
}
