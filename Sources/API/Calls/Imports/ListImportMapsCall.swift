import Files
import JSON
import Web

/// `GET /imports`: the maps of the rules folder.
enum ListImportMapsCall {
    static let endpoint = Endpoint(
        .get, "/imports", .atLeast(.admin),
        "The maps by which CSV files are read.",
        gives: .json(.page(["id": .text]))
    ) { call in
        let names = call.site.services.options.rulesFolder.map(ImportFolder.names) ?? []
        call.reply.answer(
            .json { writer in
                writer.page(names) { writer, name in writer.object { $0.member("id", name) } }
            })
    }
}
