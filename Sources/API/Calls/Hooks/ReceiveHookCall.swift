import Files
import JSON
import Periods
import PointsEngine
import Runtime
import Store
import Web

/// `POST /hooks/{name}`: what a CRM sends of its own accord.
///
/// Who cannot prove themselves is told 401, and nothing is kept of it. Everything else is on disk before it is answered: 200 where all of it is
/// done, or it asks for nothing; 202 where it is kept and somebody has to look, because CRMs switch hooks off that answer otherwise.
enum ReceiveHookCall {
    static let endpoint = Endpoint(
        .post, "/hooks/{name}", .outside,
        "What a CRM sends of its own accord: JSON or a form, turned into activities by the map of the hook. It is kept whatever it is; 202 says that somebody has to look.",
        takes: Input(
            query: [Argument("key", .text, "the key, where the hook asks for one in the address; the map may name another argument")],
            body: .delivery(upTo: 1 << 20)),
        gives: .json("HookAnswer").or(202, "HookAnswer")
    ) { call in
        let name = call.path("name"), now = call.now, address = call.address, services = call.site.services
        guard HookFolder.isName(name), let hooks = services.hooks else { throw Problem.notFound }
        if let seconds = call.site.hookRates.wait(for: name, from: address, at: now) {
            hooks.numbers.held(name)
            var problem = Problem(429, ProblemCode(.overloaded), "the hook is called too often")
            problem.retryAfter = seconds
            throw problem
        }
        let request = call.hookRequest, reply = call.reply
        services.runtime.readers.read(for: call.turnHolder) { reader in
            do {
                let reader = try reader.get(), stored = try reader.hooks.find(name)
                guard let hook = hooks.book.definition(of: name, stored), stored?.isOff != true else { throw Problem.notFound }
                hooks.numbers.know([name])
                let secrets = hook.secrets(at: now, services.options.environment)
                let verification = try proven(request, hook, secrets, now) {
                    hooks.numbers.refused(name)
                    services.onWeb { $0.hookRates.refused(address, at: now) }
                }
                if let answer = challenge(request.delivery) { return reply.answer(.json { $0.value(answer) }) }
                guard try !reader.hookReceipts.isFull(name) else {
                    hooks.numbers.held(name)
                    throw busy("the hook holds as much that was not taken as it may: mend its map and replay it, or drop what is of no use")
                }
                let receipt = NewReceipt(
                    hook: name, at: now, address: address, media: request.delivery.mediaType,
                    headers: String(decoding: JSONValue.object(HookSecrets.headers(request.delivery.headers, verified: verification?.header)).bytes, as: UTF8.self),
                    body: HookSecrets.body(request.delivery.body, without: secrets))
                try hooks.take(receipt) { result in
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

    /// - Throws: a problem: nobody can be let in who does not prove who they are.
    private static func proven(
        _ request: HookRequest, _ hook: HookDefinition, _ secrets: [String], _ now: Instant, _ refused: () -> Void
    ) throws -> HookVerification? {
        let verification: HookVerification?
        do throws(Diagnostics) {
            verification = try hook.verification.get()
        } catch {
            // Nobody knows how the sender is to prove themselves: they come again.
            throw busy("the map of the hook cannot be read: \(error.all.first?.sentence ?? "")")
        }
        guard let verification else { return nil }
        guard !secrets.isEmpty else {
            refused()
            throw Problem(401, .wrongSignature, "the hook has no key yet: make one on its page, or set the variable that its map names")
        }
        guard verification.accepts(request, secrets: secrets, at: now) else {
            refused()
            throw Problem(401, .wrongSignature, "the signature or the key is missing, wrong or too old")
        }
        return verification
    }

    private static func busy(_ detail: String) -> Problem {
        var problem = Problem(503, ProblemCode(.overloaded), detail)
        problem.retryAfter = 60
        return problem
    }

    /// Feishu asks whether somebody is there before it sends anything.
    private static func challenge(_ delivery: HookDelivery) -> JSONValue? {
        guard delivery.body.count < 4_096, let body = try? delivery.value().object, body["type"]?.string == "url_verification", let word = body["challenge"]?.string else { return nil }
        return ["challenge": .string(word)]
    }
}

extension HookVerification {
    /// The header that proves a sender.
    fileprivate var header: String? {
        switch way {
        case .header(let name), .signature(let name, _): name
        default: nil
        }
    }
}

extension Call {
    /// What a signature may be over.
    fileprivate var hookRequest: HookRequest {
        let head = requestHead, media = head.header("Content-Type").map { String($0.prefix { $0 != ";" }).lowercased().filter { $0 != " " } } ?? ""
        return HookRequest(
            method: head.method.rawValue, address: base + head.path + (head.rawQuery.isEmpty ? "" : "?" + head.rawQuery), query: head.query,
            delivery: HookDelivery(headers: head.headers, mediaType: media, body: content.file))
    }
}
