import Files
import JSON
import Web

/// `GET /imports`: the maps of the rules folder.
enum ListImportMaps {
    static let endpoint = Endpoint(.atLeast(.admin)) { call in
        let names = call.site.services.options.rulesFolder.map(ImportFolder.names) ?? []
        call.reply.answer(
            .json { writer in
                writer.page(names) { writer, name in writer.object { $0.member("id", name) } }
            })
    }
}

extension Routes {
    static func addImports(_ router: inout Router<Endpoint>) {
        router.call(.get, "/imports", ListImportMaps.endpoint)
        router.call(.post, "/imports", PostImport.endpoint)
    }
}
