import Files
import Imports
import JSON
import PointsEngine
import Store
import Web

/// What a hook has received: looking at it, and taking it in again once the map was mended.
enum HookReceiptCalls {
    private static let mostText = 64 << 10

    /// `GET /hooks/{id}/receipts`.
    static let list = Endpoint(
        .get, "/hooks/{id}/receipts", .atLeast(.admin, .admin), "What it received, the latest first, with what came of it; secrets are struck out.",
        takes: .query([Argument("state", .words(HookReceipt.State.self), "only those")] + .paging), gives: .json(.page("HookReceipt"))
    ) { call in
        let id = call.path("id"), limit = try call.limit(), before = try call.cursor(of: 1)?.first
        let state = try call.query("state").map { word in
            guard let state = HookReceipt.State(rawValue: word) else { throw Problem.malformed("no such state", at: "state") }
            return state
        }
        guard let hooks = call.site.services.hooks else { throw Problem.notFound }
        call.read(.second) { reader in
            guard hooks.book.definition(of: id, try reader.hooks.find(id)) != nil else { throw Problem.notFound }
            let receipts = try reader.hookReceipts.list(of: id, state: state, before: before, limit: limit)
            return .list(receipts, next: receipts.count == limit ? receipts.last.map { "\($0.number)" } : nil, write)
        }
    }

    static let shape: [(String, Shape)] = [
        ("id", .text), ("at", .instant), ("state", .words(HookReceipt.State.self)), ("address", .text), ("media", .text), ("headers", .map(.text)), ("body", .text),
        ("size", .integer), ("whole", .flag), ("settled", .orNull(.instant)), ("outcome", .orNull(.object(HookOutcome.shape))),
    ]

    private static func write(_ receipt: HookReceipt, _ writer: inout JSONWriter) {
        let body = HookSecrets.shown(receipt.body, form: receipt.media == "application/x-www-form-urlencoded", upTo: mostText)
        let outcome = receipt.outcome.flatMap { try? JSONValue.parse(Array($0.utf8)) }
        let headers = (try? JSONValue.parse(Array(receipt.headers.utf8)))?.object ?? JSONObject()
        writer.object { writer in
            writer.member("id", "\(receipt.number)")
            writer.member("at", receipt.at.rfc3339)
            writer.member("state", receipt.state.rawValue)
            writer.member("address", receipt.address)
            writer.member("media", receipt.media)
            writer.member("headers", .object(headers))
            writer.member("body", body.text)
            writer.member("size", receipt.body.count)
            writer.member("whole", body.isWhole)
            writer.member("settled", orNull: receipt.settled?.rfc3339)
            writer.member("outcome", outcome ?? .null)
        }
    }

    /// `POST /hooks/{id}/receipts/{receipt}/replay`: the answer is what came of it this time.
    static let replay = Endpoint(
        .post, "/hooks/{id}/receipts/{receipt}/replay", .atLeast(.admin, .admin), "Take one in again by the map as it is now; what is recorded already stays once.",
        takes: Input(body: .optionalJSON([:])), gives: .json("HookAnswer").or(202, "HookAnswer")
    ) { call in
        let id = call.path("id"), reply = call.reply, services = call.site.services
        guard let number = Int64(call.path("receipt")), let hooks = services.hooks else { throw Problem.notFound }
        services.runtime.write(Note(kind: "hook-replayed", subject: id, detail: ["receipt": .string("\(number)")]), by: call.caller.actor, from: call.address) { database in
            guard let receipt = try database.hookReceipts.find(number, of: id) else { throw Problem.notFound }
            _ = try database.hookReceipts.renew(of: id, number)
            return receipt
        } reply: { written in
            do {
                hooks.look(at: try written.get()) { result in
                    reply.answering {
                        let answer = try result.get()
                        return .json(answer.status) { $0.value(.object(answer.json)) }
                    }
                }
            } catch {
                reply.answering { throw error }
            }
        }
    }

    /// `POST /hooks/{id}/replay`: all that failed.
    static let replayAll = Endpoint(
        .post, "/hooks/{id}/replay", .atLeast(.admin, .admin), "Take in again all that failed, by the map as it is now.", takes: Input(body: .optionalJSON([:])),
        gives: .json(["replayed": .integer])
    ) { call in
        let id = call.path("id")
        guard let hooks = call.site.services.hooks else { throw Problem.notFound }
        call.write(Note(kind: "hook-replayed", subject: id, detail: [:])) { database in
            guard hooks.book.definition(of: id, try database.hooks.find(id)) != nil else { throw Problem.notFound }
            return try database.hookReceipts.renew(of: id, nil)
        } _: { count in
            hooks.look()
            return .json { writer in writer.object { $0.member("replayed", count) } }
        }
    }

    /// `DELETE /hooks/{id}/receipts/{receipt}`.
    static let drop = Endpoint(
        .delete, "/hooks/{id}/receipts/{receipt}", .atLeast(.admin, .admin), "Drop one that is of no use.", gives: .nothing
    ) { call in
        let id = call.path("id")
        guard let number = Int64(call.path("receipt")), let hooks = call.site.services.hooks else { throw Problem.notFound }
        call.write(Note(kind: "hook-receipt-dropped", subject: id, detail: ["receipt": .string("\(number)")])) { database in
            guard try database.hookReceipts.drop(number, of: id) else { throw Problem.notFound }
        } _: {
            hooks.look()
            return .noContent
        }
    }

    /// `POST /hooks/{id}/try`: what a body would become by a map; nothing is written.
    static let attempt = Endpoint(
        .post, "/hooks/{id}/try", .atLeast(.admin, .admin), "What a body would become by the map, or by another one; nothing is written.",
        takes: Input(body: .json(["map?": .orNull(.text), "body?": .orNull(.text), "receipt?": .orNull(.text), "media?": .orNull(.text)], upTo: 2 << 20)),
        gives: .json(["fault": .orNull(.text), "parts": .list(["index": .integer, "items": .list(.open(tried)), "fault": .orNull(.text)])])
    ) { call in
        let id = call.path("id")
        guard let hooks = call.site.services.hooks else { throw Problem.notFound }
        call.readBody { body, reader in
            guard let definition = hooks.book.definition(of: id, try reader.hooks.find(id)) else { throw Problem.notFound }
            let text = try body.optionalText("map", upTo: HookBook.longestMap)
            let map = text.map { hooks.book.compile($0, "\(id).yaml").map } ?? definition.map
            let delivery: HookDelivery
            if let number = try body.optionalText("receipt") {
                guard let receipt = try Int64(number).flatMap({ try reader.hookReceipts.find($0, of: id) }) else { throw Problem.notFound }
                delivery = receipt.delivery
            } else {
                let given = Array(try body.text("body", upTo: 1 << 20).utf8)
                delivery = HookDelivery(headers: [], mediaType: try body.optionalText("media") ?? "application/json", body: given)
            }
            switch map {
            case .success(let map): return .json { $0.value(.object(map.shown(delivery, hooks.today))) }
            case .failure(let diagnostics): throw DraftFiles.problem(diagnostics, .invalidMap)
            }
        }
    }

    static let tried = "what the map makes of a body: an activity, a member, a team or a customer"
}
