import JSON
import Keeping
import PointsEngine
import Store
import Web

/// `POST /members/{id}/forget`: name and attributes of somebody who has left go from everywhere; their points stay, under their id alone.
enum ForgetMemberCall {
    static let endpoint = Endpoint(
        .post, "/members/{id}/forget", .atLeast(.admin, .admin),
        "Forget who somebody was, after they have left: name, attributes and account go, their points stay under the id. It cannot be taken back.",
        takes: Input(body: .optionalJSON([:])),
        gives: .json([
            "member": .text, "name": .text, "log_emptied": .flag,
            "backups": .list(["name": .text, "made": .instant]),
        ])
    ) { call in
        let id = try call.member().id, reply = call.reply, services = call.site.services
        call.submit([ForgetMember(id)]) { replies, site in
            if case .done? = replies.first { site.end(.notSignedIn) { $0.member == id } }
            services.runtime.emptyLog { isEmptied in
                reply.answering {
                    let receipt = try replies.only(answerTo: ForgetMember.self)
                    return .json { write(receipt.value, isEmptied, services.keeping?.backups?.files ?? [], to: &$0) }
                }
            }
        }
    }

    /// - Parameter backups: those that there are: each holds what was forgotten now.
    private static func write(_ member: Member, _ isEmptied: Bool, _ backups: [BackupFile], to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("member", member.id.text)
            writer.member("name", member.name)
            writer.member("log_emptied", isEmptied)
            writer.array("backups") { writer in
                for file in backups {
                    writer.object { writer in
                        writer.member("name", file.name)
                        writer.member("made", file.made.rfc3339)
                    }
                }
            }
        }
    }
}
