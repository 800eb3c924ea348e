import Identity
import JSON
import Ledger
import PointsEngine
import Projection
import Store
import Web

/// `POST /recognitions`: a word of recognition that everyone hears, with points (an adjustment within one's authority) or without.
enum RecogniseCall {
    static let endpoint = Endpoint(
        .post, "/recognitions", .atLeast(.manager),
        "Words for somebody, with or without points.",
        takes: Input(
            query: [.dryRun("true says whether they would wait")], body: .json(["member": .text, "title": .text, "points?": .orNull(.integer)]),
            headers: [.idempotencyKey]),
        gives: .createdOrKnown("Adjusted")
    ) { call in
        let body = try call.body()
        let member = MemberID(try body.text("member", upTo: 128)), words = try body.text("title")
        let points = try body.optionalInteger("points") ?? 0
        guard points >= 0 else { throw Problem.malformed("0 or more points", at: "/points") }
        let id = RequestID("g-" + (try call.requestKey("recognise")))
        guard points == 0 else {
            return try AdjustCall.adjust(Adjust(id: id, member: member, points: points, reason: words, isRecognition: true), call)
        }
        try praise(member, words, id, call)
    }

    /// How it stands in the audit trail.
    static let note = "recognition"

    /// Words alone change no points: they stand in the audit trail, and are said to everyone.
    private static func praise(_ member: MemberID, _ words: String, _ id: RequestID, _ call: Call) throws {
        guard let known = call.directory.members[member] else { throw Problem(.unknownMember, nil, at: "/member") }
        try call.require(known.isThere(at: call.now) && call.directory.rights(of: call.caller, at: call.now).mayDecide(about: member))
        // Everyone hears of it where the note is heard of (`Site.committed`), on all nodes.
        call.write(Note(kind: note, subject: member.text, detail: ["title": .string(words)]), { _ in }) {
            .json(201) { AdjustCall.write(id: id.text, .done, 0, entry: nil, to: &$0) }
        }
    }
}
