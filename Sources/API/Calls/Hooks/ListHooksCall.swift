import JSON
import Web

/// `GET /hooks`: where CRMs send to, and how that fares.
enum ListHooksCall {
    static let endpoint = Endpoint(
        .get, "/hooks", .atLeast(.admin, .admin), "Hooks that CRMs send to, how they fare, and the maps that a new one may begin with.",
        gives: .json(["items": .list("Hook"), "next": .orNull(.text), "templates": .list(["id": .text, "map": .text])])
    ) { call in
        guard let hooks = call.site.services.hooks else { throw Problem.notFound }
        let now = call.now, environment = call.site.services.options.environment
        call.read { reader in
            let views = try hooks.book.all(reader.hooks.list()).map { try HookView($0, reader, at: now, environment) }
            return .json { writer in
                writer.object { writer in
                    writer.array("items") { writer in for view in views { view.write(to: &writer) } }
                    writer.member("next", .null)
                    writer.array("templates") { writer in
                        for name in hooks.book.templates {
                            writer.object { writer in
                                writer.member("id", name)
                                writer.member("map", hooks.book.templateText(name) ?? "")
                            }
                        }
                    }
                }
            }
        }
    }

    /// `GET /hooks/{id}`.
    static let one = Endpoint(.get, "/hooks/{id}", .atLeast(.admin, .admin), "One of them.", gives: .json("Hook")) { call in
        let id = call.path("id"), now = call.now, environment = call.site.services.options.environment
        guard let hooks = call.site.services.hooks else { throw Problem.notFound }
        call.read { reader in
            guard let definition = hooks.book.definition(of: id, try reader.hooks.find(id)) else { throw Problem.notFound }
            let view = try HookView(definition, reader, at: now, environment)
            return .json(200, etag: definition.stored?.revision ?? 0) { view.write(to: &$0) }
        }
    }
}
