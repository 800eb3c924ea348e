import Files
import JSON
import Web

/// `GET /imports`: the maps of the rules folder, and those that were kept.
enum ListImportMapsCall {
    static let endpoint = Endpoint(
        .get, "/imports", .atLeast(.admin),
        "The maps by which CSV files are read.",
        gives: .json(.page(["id": .text, "kept": .flag]))
    ) { call in
        let names = call.site.services.options.rulesFolder.map(ImportFolder.names) ?? []
        call.read { reader in
            let kept = try reader.importMaps.list().map(\.name).filter { !names.contains($0) }
            return .list(kept.map { ($0, true) } + names.map { ($0, false) }) { map, writer in
                writer.object { writer in
                    writer.member("id", map.0)
                    writer.member("kept", map.1)
                }
            }
        }
    }
}
