import Identity
import JSON
import PointsEngine
import Web

/// What others make of thanks: they clap, or a manager hides them.
enum AnswerKudosCall {
    /// `POST /kudos/{id}/clap`: joins in; once is enough.
    static let clap = Endpoint(
        .post, "/kudos/{id}/clap", .signedIn(nil), "Join in somebody's thanks.", gives: .json("Kudos")
    ) { call in
        guard let id = RequestID(inPath: call.path("id")) else { throw Problem.notFound }
        guard call.caller.member != nil else { throw Problem.notPermitted }
        answer(call, ClapKudos(id))
    }

    /// `POST /kudos/{id}/hide` `{reason}`: by who leads the giver or the receiver. They are kept.
    static let hide = Endpoint(
        .post, "/kudos/{id}/hide", .atLeast(.manager), "Hide thanks from everyone, with a reason.", takes: .body(["reason": .text]), gives: .json("Kudos")
    ) { call in
        guard let id = RequestID(inPath: call.path("id")) else { throw Problem.notFound }
        answer(call, HideKudos(id, reason: try call.body().text("reason", upTo: 1_000)))
    }

    private static func answer(_ call: Call, _ command: some Command<Configured<Kudos>>) {
        let caller = call.caller, now = call.now
        call.carryOut(command) { receipt, directory in
            .json { KudosView(directory: directory, caller: caller, now: now).write(receipt.value, to: &$0) }
        }
    }
}
