import JSON
import PointsEngine
import Web

/// `POST /appraisals/{id}/comment`, `rate`, `confirm`, `sign`, `object`: the steps of a sheet.
enum TakeAppraisalStepCall {
    static let all = Appraise.Action.allCases.map(endpoint)

    private static func endpoint(_ action: Appraise.Action) -> Endpoint {
        Endpoint(
            .post, path(action), .signedIn(nil), summary(action),
            takes: Input(body: body(action), headers: [.ifMatchWhereKnown, .idempotencyKey]), gives: .json("SealedAppraisal")
        ) { call in try take(action, call) }
    }

    private static func take(_ action: Appraise.Action, _ call: Call) throws {
        guard let id = SheetID(inPath: call.path("id")) else { throw Problem.notFound }
        let body = try call.body()
        let comment = action.needsWords ? try body.text("comment", upTo: longest) : try body.optionalText("comment", upTo: longest)
        let step = Appraise(
            action, id, comment: comment, ratings: try ratings(body), key: try call.requestKey("appraise"), revision: try call.revisionWhereKnown())
        let caller = call.caller, now = call.now, seen = SheetView(directory: call.directory, caller: caller, now: now)
        call.when({ reader in
            guard let sheet = try reader.find(Sheet.self, id), seen.isRead(sheet) else { throw Problem.notFound }
        }) {
            call.carryOut(step, reading: { receipt, directory, reader in
                try SheetView(directory: directory, caller: caller, now: now).answer(receipt.sheet, reader)
            })
        }
    }

    /// Numbers by item.
    private static func ratings(_ body: JSONObject) throws -> [String: Decimal] {
        var ratings: [String: Decimal] = [:]
        for member in try body.object("ratings") ?? JSONObject() {
            guard let number = member.value.number else { throw Problem.malformed("a rating is a number", at: "/ratings/\(member.key)") }
            ratings[member.key] = number
        }
        return ratings
    }

    private static let longest = 1_000

    private static func path(_ action: Appraise.Action) -> Endpoint.Path {
        switch action {
        case .comment: "/appraisals/{id}/comment"
        case .rate: "/appraisals/{id}/rate"
        case .confirm: "/appraisals/{id}/confirm"
        case .sign: "/appraisals/{id}/sign"
        case .object: "/appraisals/{id}/object"
        }
    }

    private static func body(_ action: Appraise.Action) -> RequestBody {
        switch action {
        case .comment, .object: .json(["comment": .text])
        case .rate: .json(["ratings?": .map(.number), "comment?": .orNull(.text)])
        case .confirm: .optionalJSON(["ratings?": .map(.number), "comment?": .orNull(.text)])
        case .sign: .optionalJSON(["comment?": .orNull(.text)])
        }
    }

    private static func summary(_ action: Appraise.Action) -> String {
        switch action {
        case .comment: "The member's own comment."
        case .rate: "The manager rates and comments: all that is rated in this step."
        case .confirm: "The director confirms."
        case .sign: "The member signs; the sheet is closed."
        case .object: "The member objects, once, with the words: it goes back to the manager."
        }
    }
}
