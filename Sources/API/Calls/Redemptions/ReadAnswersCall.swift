import Identity
import JSON
import PointsEngine
import Store
import Web

/// `GET /redemptions/{id}/answers`: what was answered to the reward's questions, for who asked and who hands over; gone ninety days after.
enum ReadAnswersCall {
    static let endpoint = Endpoint(
        .get, "/redemptions/{id}/answers", .signedIn(nil),
        "What was answered to the reward's questions, for who redeemed and who hands over; forgotten ninety days after.",
        gives: .json(["items": .list(["id": .text, "title": "Text", "kind": .words(RewardField.Kind.self), "value": .text, "text": .orNull("Text")])])
    ) { call in
        guard let id = RequestID(inPath: call.path("id")) else { throw Problem.notFound }
        let directory = call.directory, now = call.now, rights = directory.rights(of: call.caller, at: now), me = call.caller.member
        call.read { reader in
            guard let request = try reader.request(id), case .redemption(let reward, _, _) = request.kind, rights.maySee(request) else { throw Problem.notFound }
            guard request.member == me || rights.mayFulfil(request) else { throw Problem.notPermitted }
            // What does not fit what the redemption holds was not answered by who redeemed.
            guard let answers = try reader.answers(to: request, at: now), answers.commitment == request.answers else { throw Problem.notFound }
            let fields = directory.rewards[reward]?.fields ?? []
            return .json { writer in
                writer.object { writer in
                    writer.array("items") { writer in
                        for member in answers.body { Self.write(member.key, member.value, fields.first { $0.id == member.key }, to: &writer) }
                    }
                }
            }
        }
    }

    /// A field that the reward asks no longer is named by its id.
    private static func write(_ id: String, _ value: JSONValue, _ field: RewardField?, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("title", field?.title.json ?? .object(["en": .string(id)]))
            writer.member("kind", field?.kind.rawValue ?? RewardField.Kind.text.rawValue)
            writer.member("value", value.string ?? "")
            writer.member("text", orNull: field?.choices.first { .string($0.id) == value }?.title)
        }
    }
}
