import Files
import Foundation
import JSON
import PointsEngine
import Store
import Web

/// A hook, new or changed. What a person sets on its page comes before what a file of the rules folder says.
enum PutHookCall {
    private static let shape: [(String, Shape)] = [("template?", .orNull(.text)), ("map?", .orNull(.text)), ("on?", .flag)]

    /// `POST /hooks`: the answer holds its key, once.
    static let new = Endpoint(
        .post, "/hooks", .atLeast(.admin, .admin), "A new hook; the answer holds its key, once. secret is one that the other side gave.",
        takes: .body(.object([("id", .text), ("secret?", .orNull(.text))] + shape)), gives: .created("NewHook")
    ) { call in
        let body = try call.body(), id = try body.text("id", upTo: 64)
        guard HookFolder.isName(id) else { throw Problem.malformed("small letters, digits, - _ and ., at most 64, and none of the last three first but _", at: "/id") }
        let secret = try HookKey.given(body) ?? Secret.make().text, now = call.now
        try write(call, id, "hook-made") { stored, _ in
            guard stored == nil else { throw Problem(.conflict, "there is a hook of that name", at: "/id") }
            var hook = StoredHook(name: id, changed: now)
            hook.secret = secret
            return hook
        } answer: { view in .json(201, etag: 1) { HookKey.write(view, secret, to: &$0) } }
    }

    /// `PUT /hooks/{id}`: what is left out stays as it is.
    static let change = Endpoint(
        .put, "/hooks/{id}", .atLeast(.admin, .admin), "Change its map, switch it off or on; what is left out stays as it is. map null takes that of the file again.",
        takes: Input(body: .json(.object(shape)), headers: [.ifMatchWhereKnown]), gives: .json("Hook")
    ) { call in
        let id = call.path("id"), revision = try call.revisionWhereKnown(), now = call.now
        try write(call, id, "hook-changed") { stored, book in
            guard book.definition(of: id, stored) != nil else { throw Problem.notFound }
            if let revision, revision != stored?.revision ?? 0 { throw Problem.stale }
            var hook = stored ?? StoredHook(name: id, changed: now)
            hook.revision = (stored?.revision ?? 0) + 1
            hook.changed = now
            return hook
        } answer: { view in .json(200, etag: view.definition.stored?.revision) { view.write(to: &$0) } }
    }

    /// - Parameter begin: what is there, or begins.
    private static func write(
        _ call: Call, _ id: String, _ kind: String, begin: @escaping @Sendable (StoredHook?, HookBook) throws -> StoredHook,
        answer: @escaping @Sendable (HookView) -> Response
    ) throws {
        guard let hooks = call.site.services.hooks else { throw Problem.notFound }
        let body = try call.body(), book = hooks.book, now = call.now, environment = call.site.services.options.environment
        let template = try body.optionalText("template", upTo: 64), map = try text(body, book, id), isOn = try body.optionalFlag("on")
        if let template, !book.templates.contains(template) { throw Problem.malformed("the rules folder has no such map", at: "/template") }
        let reply = call.reply, turnHolder = call.turnHolder, services = call.site.services
        services.runtime.write(Note(kind: kind, subject: id, detail: isOn.map { ["on": .bool($0)] } ?? [:]), by: call.caller.actor, from: call.address) { database in
            var hook = try begin(try database.hooks.find(id), book)
            if try database.hooks.list().count >= StoredHooks.most, try database.hooks.find(id) == nil { throw Problem(.tooLarge, "at most \(StoredHooks.most) hooks") }
            if let template { (hook.template, hook.map) = (template, nil) }
            if body["map"] != nil { hook.map = map }
            if let isOn { hook.isOff = !isOn }
            guard let definition = book.definition(of: id, hook), definition.text != nil else { throw Problem.malformed("a hook has a map: template or map", at: "/template") }
            try database.hooks.put(hook)
        } reply: { written in
            services.runtime.readers.read(for: turnHolder) { reader in
                reply.answering {
                    try written.get()
                    let reader = try reader.get()
                    guard let definition = book.definition(of: id, try reader.hooks.find(id)) else { throw Problem.notFound }
                    return answer(try HookView(definition, reader, at: now, environment))
                }
            }
        }
    }

    /// A map that does not hold is not kept: the one before it goes on.
    private static func text(_ body: JSONObject, _ book: HookBook, _ id: String) throws -> String? {
        guard let text = try body.optionalText("map", upTo: HookBook.longestMap) else { return nil }
        if case .failure(let diagnostics) = book.compile(text, "\(id).yaml").map { throw DraftFiles.problem(diagnostics, .invalidMap) }
        return text
    }
}

/// Keys of hooks: what proves a sender.
enum HookKey {
    /// One that the other side gave.
    static func given(_ body: JSONObject) throws -> String? {
        guard let secret = try body.optionalText("secret", upTo: 500) else { return nil }
        guard secret.utf8.count >= 8 else { throw Problem.malformed("at least 8 bytes", at: "/secret") }
        return secret
    }

    static func write(_ view: HookView, _ secret: String, to writer: inout JSONWriter) {
        var inner = JSONWriter()
        view.write(to: &inner)
        var object = (try? JSONValue.parse(inner.bytes))?.object ?? JSONObject()
        object["secret"] = .string(secret)
        writer.value(object)
    }

    /// `POST /hooks/{id}/secret`: both prove a sender for a while, so that the other side can change over without losing anything.
    static let rotate = Endpoint(
        .post, "/hooks/{id}/secret", .atLeast(.admin, .admin), "A new key, told once, or one that the other side gave; the old one counts beside it for a while.",
        takes: Input(body: .optionalJSON(["secret?": .orNull(.text), "hours?": .integer])), gives: .json(["secret": .text, "previous_until": .orNull(.instant)])
    ) { call in
        let id = call.path("id"), body = try call.body(), hours = try body.optionalInteger("hours") ?? 24, now = call.now
        guard 0...720 ~= hours else { throw Problem.malformed("0 to 720 hours", at: "/hours") }
        guard let hooks = call.site.services.hooks else { throw Problem.notFound }
        let secret = try given(body) ?? Secret.make().text, until = now.adding(seconds: hours * 3_600)
        call.write(Note(kind: "hook-key-changed", subject: id, detail: ["until": .string(until.rfc3339)])) { database in
            let stored = try database.hooks.find(id)
            guard hooks.book.definition(of: id, stored) != nil else { throw Problem.notFound }
            var hook = stored ?? StoredHook(name: id, changed: now)
            (hook.previous, hook.previousUntil) = hook.secret == nil ? (nil, nil) : (hook.secret, until)
            (hook.secret, hook.revision, hook.changed) = (secret, (stored?.revision ?? 0) + 1, now)
            try database.hooks.put(hook)
            return hook.previousUntil
        } _: { previous in
            .json { writer in
                writer.object { writer in
                    writer.member("secret", secret)
                    writer.member("previous_until", orNull: previous?.rfc3339)
                }
            }
        }
    }
}

/// `DELETE /hooks/{id}`: what was set on its page is forgotten, and all that came. A file of the rules folder goes on.
enum DeleteHookCall {
    static let endpoint = Endpoint(
        .delete, "/hooks/{id}", .atLeast(.admin, .admin), "Forget what was set and all that was received; a file of the rules folder stays a hook.", gives: .nothing
    ) { call in
        let id = call.path("id")
        guard let hooks = call.site.services.hooks else { throw Problem.notFound }
        call.write(Note(kind: "hook-removed", subject: id, detail: [:])) { database in
            guard try database.hooks.find(id) != nil else { throw Problem.notFound }
            try database.hooks.remove(id)
        } _: {
            hooks.numbers.forget(id)
            hooks.look()
            return .noContent
        }
    }
}
