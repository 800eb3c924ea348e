import Files
import Glibc
import Periods
import Store
import Synchronization

/// A hook as it is in force: what its page says, and its map.
struct HookDefinition: Sendable {
    let name: String
    /// Nil: nothing was set on its page.
    let stored: StoredHook?
    /// The map as it is written; nil: the file that it names is not there.
    let text: String?
    /// What diagnostics call the map.
    let file: String
    let map: Result<HookMap, Diagnostics>
    /// How a sender proves who it is; nil: nobody asks.
    let verification: Result<HookVerification?, Diagnostics>

    /// What proves a sender at `now`: the key of the page, else what stands in the environment.
    func secrets(at now: Instant, _ environment: (String) -> String?) -> [String] {
        let own = stored?.secrets(at: now) ?? []
        guard own.isEmpty, let variable = try? verification.get()?.variable else { return own }
        return [environment(variable)].compactMap { $0 }.filter { !$0.isEmpty }
    }
}

/// Finds hooks by name: those of the page, and those of the rules folder. Maps are compiled once for each text.
final class HookBook: Sendable {
    private let rules: String?
    private let zones: ZoneDatabase
    private let compiled = Mutex<[String: (map: Result<HookMap, Diagnostics>, verification: Result<HookVerification?, Diagnostics>)]>([:])
    private static let mostCompiled = 200

    init(rules: String?, zones: ZoneDatabase) {
        self.rules = rules
        self.zones = zones
    }

    /// Files that may be a map: those of the rules folder.
    var templates: [String] { rules.map(HookFolder.names) ?? [] }

    /// Nil: there is neither a file nor a row of that name.
    func definition(of name: String, _ stored: StoredHook?) -> HookDefinition? {
        guard HookFolder.isName(name), stored != nil || templates.contains(name) else { return nil }
        let template = stored?.template ?? name, file = stored?.map == nil ? "hooks/\(template).yaml" : "\(name).yaml"
        let text = stored?.map ?? templateText(template)
        guard let text else {
            let missing = Diagnostics([Diagnostic(file: file, message: "the rules folder has no such file")])
            return HookDefinition(name: name, stored: stored, text: nil, file: file, map: .failure(missing), verification: .failure(missing))
        }
        let (map, verification) = compile(text, file)
        // A key that was made has to be shown, also where the map says nothing of it.
        let asked = verification.map { $0 ?? (stored?.secret == nil ? nil : HookVerification.byKey) }
        return HookDefinition(name: name, stored: stored, text: text, file: file, map: map, verification: asked)
    }

    /// Every hook, by name.
    func all(_ stored: [StoredHook]) -> [HookDefinition] {
        let rows = Dictionary(stored.map { ($0.name, $0) }) { first, _ in first }
        return Set(templates + rows.keys).sorted().compactMap { definition(of: $0, rows[$0]) }
    }

    func templateText(_ name: String) -> String? {
        guard let rules, templates.contains(name) else { return nil }
        return (try? FileBytes.read(HookFolder.path(of: name, in: rules), limit: Self.longestMap)).flatMap { String(validating: $0, as: UTF8.self) }
    }

    static let longestMap = 256 << 10

    func compile(_ text: String, _ file: String) -> (map: Result<HookMap, Diagnostics>, verification: Result<HookVerification?, Diagnostics>) {
        let key = file + "\n" + text
        if let known = compiled.withLock({ $0[key] }) { return known }
        let zones = zones
        let map = Result { () throws(Diagnostics) in try HookMap(text, file: file, zones: zones) }
        let made = (map: map, verification: Result { () throws(Diagnostics) in try HookMap.verification(in: text, file: file, zones: zones) })
        compiled.withLock { compiled in
            if compiled.count >= Self.mostCompiled { compiled.removeAll() }
            compiled[key] = made
        }
        return made
    }
}
