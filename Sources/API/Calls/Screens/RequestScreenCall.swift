import JSON
import PointsEngine
import Store
import Web

/// `POST /screens`: a screen asks for a code that an administrator types in. The secret, which the browser also keeps as a cookie, can
/// watch once it is confirmed.
enum RequestScreenCall {
    static let endpoint = Endpoint(
        .post, "/screens", .anyone, "A screen asks to be paired: it shows the code, and keeps the secret.", gives: .created("ScreenRequest")
    ) { call in
        let secret = Secret.make(), id = String(Secret.make().text.prefix(20)), cookies = call.cookies
        let pending = call.site.screens.add(id, secret.digest, from: call.address, at: call.now) { Int.random(in: 0..<1_000_000) }
        var response = Response.json(201) { writer in
            writer.object { writer in
                writer.member("id", pending.id)
                writer.member("code", pending.code)
                writer.member("secret", secret.text)
                writer.member("expires", pending.expires.rfc3339)
            }
        }
        response.headers.append(.init("Set-Cookie", cookies.screen(secret.text)))
        // A session that is over would stand in its way.
        if !call.caller.isSignedIn { response.headers.append(.init("Set-Cookie", cookies.noSession)) }
        call.reply.answer(response)
    }
}
