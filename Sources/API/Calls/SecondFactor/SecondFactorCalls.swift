import CSodium
import JSON
import Mailboxes
import Periods
import PointsEngine
import SignIn
import Store
import Web

/// The caller's own second factor: an app that shows six digits, and recovery codes for who loses it.
enum SecondFactorCalls {
    /// `GET /session/second-factor`.
    static let read = Endpoint(
        .get, "/session/second-factor", .signedIn(nil).withThoseWhoOwe, "Whether the caller has a second factor.", gives: .json("SecondFactor")
    ) { call in
        let person = try person(call), isAskedForPassword = person.session.foreign == nil, isAsked = call.site.signIn.policy.asksSecondFactor(of: person.role)
        call.read { reader in
            let factor = try reader.secondFactors.find(person.account).flatMap { $0.isOn ? $0 : nil }, left = try reader.secondFactors.codesLeft(person.account)
            return .json { writer in
                writer.object { writer in
                    writer.member("on", factor != nil)
                    writer.member("since", orNull: factor?.confirmed)
                    writer.member("recovery_left", left)
                    writer.member("required", isAsked)
                    writer.member("password", isAskedForPassword)
                }
            }
        }
    }

    /// `POST /session/second-factor`: the key for an app; asked for by nobody before it is confirmed.
    static let begin = Endpoint(
        .post, "/session/second-factor", .signedIn(nil).withThoseWhoOwe, "Begin to set up a second factor: the answer holds its key, as a text, an address and the rows of a QR code.",
        takes: .body(["password?": .orNull(.text)]),
        gives: .json(["key": .text, "address": .text, "qr": .list(.text)])
    ) { call in
        let person = try person(call), issuer = call.directory.programme.company.name.text(in: call.directory.programme.company.languages)
        let password = try call.body().optionalText("password", upTo: 1_024)
        var key = [UInt8](repeating: 0, count: OneTimePassword.keyBytes)
        randombytes_buf(&key, key.count)
        try OwnPassword.check(password, call) { [key, now = call.now, reply = call.reply, actor = call.caller.actor, address = call.address, services = call.site.services] _ in
            services.runtime.write(
                nil, by: actor, from: address,
                { database in
                    guard try !database.secondFactors.isOn(person.account) else { throw Problem(.conflict, "the account has a second factor") }
                    try database.secondFactors.begin(person.account, key: key, at: now)
                },
                reply: { result in
                    reply.answering {
                        try result.get()
                        let factor = OneTimePassword(key: key), place = factor.address(account: person.account, issuer: issuer)
                        return .json { writer in
                            writer.object { writer in
                                writer.member("key", factor.text)
                                writer.member("address", place)
                                writer.member("qr", QRCode(place)?.rows ?? [])
                            }
                        }
                    }
                })
        }
    }

    /// `POST /session/second-factor/confirm`: a first code; from now on one is asked for. Other sessions end.
    static let confirm = Endpoint(
        .post, "/session/second-factor/confirm", .signedIn(nil).withThoseWhoOwe, "Confirm the second factor with a code that the app shows. The answer holds the recovery codes, once.",
        takes: .body(["code": .text]),
        gives: .json(["recovery": .list(.text)])
    ) { call in
        let person = try person(call), code = try call.body().text("code", upTo: 16).filter { $0 != " " }, now = call.now
        let attempt = try call.site.begin(person.account, from: .device(person.session.token.bytes), at: call.address)
        prove(call, attempt, Note(kind: "second-factor-on", subject: person.account, detail: [:])) { database in
            guard let factor = try database.secondFactors.find(person.account), !factor.isOn else { throw Problem.notFound }
            guard let step = OneTimePassword(key: factor.key).step(of: code, at: now, after: nil) else { throw Problem(422, .wrongCode) }
            try database.secondFactors.confirm(person.account, step: step, at: now)
            try database.sessions.endAll(of: person.account, but: person.session.token)
            return try database.secondFactors.renewCodes(of: person.account)
        }
    }

    /// `POST /session/second-factor/codes`: others, where the list was used up or seen.
    static let renew = Endpoint(
        .post, "/session/second-factor/codes", .signedIn(nil), "New recovery codes; those before hold no longer.",
        takes: .body(["code": .text]),
        gives: .json(["recovery": .list(.text)])
    ) { call in
        let person = try person(call), code = try call.body().text("code", upTo: 64), now = call.now
        let attempt = try call.site.begin(person.account, from: .device(person.session.token.bytes), at: call.address)
        prove(call, attempt, Note(kind: "recovery-codes-made", subject: person.account, detail: [:])) { database in
            guard try database.secondFactors.use(code, of: person.account, at: now) == .right else { throw Problem(422, .wrongCode) }
            return try database.secondFactors.renewCodes(of: person.account)
        }
    }

    /// `POST /session/second-factor/end`: without one again, where none is asked for.
    static let end = Endpoint(
        .post, "/session/second-factor/end", .signedIn(nil), "Give up the second factor, with one of its codes.",
        takes: .body(["code": .text]),
        gives: .json(["recovery": .list(.text)])
    ) { call in
        let person = try person(call), code = try call.body().text("code", upTo: 64), now = call.now
        try call.require(!call.site.signIn.policy.asksSecondFactor(of: person.role))
        let attempt = try call.site.begin(person.account, from: .device(person.session.token.bytes), at: call.address)
        prove(call, attempt, Note(kind: "second-factor-off", subject: person.account, detail: [:])) { database in
            guard try database.secondFactors.use(code, of: person.account, at: now) == .right else { throw Problem(422, .wrongCode) }
            try database.secondFactors.end(person.account)
            return []
        }
    }

    /// `DELETE /users/{name}/second-factor`: for who has lost the telephone and the codes. Their sessions end.
    static let reset = Endpoint(
        .delete, "/users/{name}/second-factor", .atLeast(.admin), "Take the second factor of an account away, for who has lost it. Its sessions end.", gives: .nothing
    ) { call in
        let name = call.path("name"), services = call.site.services
        // Nobody gets around their own.
        try call.require(call.caller.person?.account != name)
        call.write(
            Note(kind: "second-factor-reset", subject: name, detail: [:]),
            { database in
                guard try database.accounts.named(name) != nil, try database.secondFactors.end(name) else { throw Problem.notFound }
                try database.sessions.endAll(of: name)
            },
            {
                services.onWeb { $0.end { $0.person?.account == name } }
                return .noContent
            })
    }

    private static func person(_ call: Call) throws -> Caller.Person {
        guard let person = call.caller.person else { throw Problem.notSignedIn }
        return person
    }

    /// A code is looked at in the write that uses it, and counted as a password is.
    private static func prove(_ call: Call, _ attempt: Attempts.Try, _ note: Note, _ work: @escaping @Sendable (Database) throws -> [String]) {
        let services = call.site.services, reply = call.reply, account = note.subject, kept = call.caller.person?.session.token, address = call.address
        services.runtime.write(note, by: call.caller.actor, from: address, work) { result in
            services.onWeb { site in
                switch result {
                case .success:
                    site.attempts.end(attempt, .right, at: services.clock())
                    site.end { $0.person.map { $0.account == account && $0.session.token != kept } ?? false }
                case .failure(let error):
                    let isWrong = (error as? Problem)?.code == .wrongCode
                    site.attempts.end(attempt, isWrong ? .wrong : .unheard, at: services.clock())
                    if isWrong { site.incidents.noteFailure(of: account, from: address) }
                }
                reply.answering {
                    let codes = try result.get()
                    return .json { $0.object { $0.member("recovery", codes) } }
                }
            }
        }
    }
}
