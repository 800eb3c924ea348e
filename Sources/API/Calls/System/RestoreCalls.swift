import Identity
import JSON
import Keeping
import PointsEngine
import Store
import Web

extension Call {
    fileprivate func desk() throws -> RestoreService {
        guard let keeping = site.services.keeping else { throw Problem(.notFound, "this server restores nothing") }
        // A node's database is a copy of what the log holds.
        guard !site.services.runtime.isNode else { throw Problem(.notAvailable, "a node restores nothing: laurel cluster move, or laurel restore into an empty log") }
        return keeping.restoring
    }

    /// What the desk refuses, as a problem.
    fileprivate static func telling<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let refused as RestoreService.Refused {
            switch refused {
            case .unknown: throw Problem.notFound
            case .offset(let offset):
                var problem = Problem(.conflict, "the next piece begins at \(offset)", at: "offset")
                problem.extra = ["offset": .number(Decimal(offset))]
                throw problem
            case .noRoom: throw Problem(507, .noRoom)
            case .notChecked: throw Problem(.conflict, "it has to be checked first")
            case .unsound(let found): throw Problem(422, .unsoundBackup, found)
            case .sealed: throw Problem(422, .sealedBackup)
            }
        }
    }
}

/// `POST /system/restores`: a backup is about to come, in pieces. One that came before is forgotten.
enum BeginRestoreCall {
    static let endpoint = Endpoint(
        .post, "/system/restores", .atLeast(.admin, .admin),
        "A backup is about to come, in pieces.",
        takes: Input(body: .optionalJSON([:])), gives: .created(["id": .text])
    ) { call in
        let id = String(Secret.make().text.prefix(20))
        try call.desk().begin(id)
        call.reply.answer(.json(201) { $0.object { $0.member("id", id) } })
    }
}

/// `PUT /system/restores/{id}?offset=`: the next piece, as the bytes that it is; 4 MiB at most.
enum AddToRestoreCall {
    static let endpoint = Endpoint(
        .put, "/system/restores/{id}", .atLeast(.admin, .admin),
        "The next piece of it, as bytes.",
        takes: Input(query: [Argument("offset", .integer, "where it begins")], body: .file("application/octet-stream", upTo: 4 << 20)),
        gives: .json(["received": .integer])
    ) { call in
        let desk = try call.desk(), id = call.path("id"), offset = try call.number("offset", in: 0...Int(Int32.max) * 1_024, default: 0)
        let reply = call.reply, bytes = call.content.file
        call.site.services.runtime.readers.read(for: call.turnHolder) { _ in
            reply.answering {
                let received = try Call.telling { try desk.add(bytes, at: offset, of: id) }
                return .json { $0.object { $0.member("received", received) } }
            }
        }
    }
}

/// `POST /system/restores/{id}/check`: what came is restored beside the database and verified, with everything decided again.
enum CheckRestoreCall {
    static let endpoint = Endpoint(
        .post, "/system/restores/{id}/check", .atLeast(.admin, .admin),
        "Verify what came, with everything decided again.",
        takes: .body(["key?": .text]),
        gives: .json(["head": .text, "commands": .integer, "entries": .integer, "last_recorded": .orNull(.instant), "company": .text, "members": .integer])
    ) { call in
        let desk = try call.desk(), id = call.path("id"), key = try call.body()["key"]?.string
        try LongWork.begin(call, .heavy) { _ in
            let checked = try Call.telling { try desk.check(id, key: key) }
            return .json { writer in
                writer.object { writer in
                    writer.member("head", "\(checked.head.hash)")
                    writer.member("commands", checked.head.lastCommand)
                    writer.member("entries", checked.head.lastEntry)
                    writer.member("last_recorded", checked.lastRecorded.map { .string($0.rfc3339) } ?? .null)
                    writer.member("company", checked.company)
                    writer.member("members", checked.members)
                }
            }
        }
    }
}

/// `POST /system/restores/{id}/apply`: it takes the database's place. Whoever says so types the name of the company that is replaced.
///
/// The server starts anew within seconds, and everybody signs in again; what was there is kept beside it.
enum ApplyRestoreCall {
    static let endpoint = Endpoint(
        .post, "/system/restores/{id}/apply", .atLeast(.admin, .admin),
        "Put it in the place of the database: the server starts anew.",
        takes: .body(["company": .text]), gives: .accepted
    ) { call in
        let desk = try call.desk(), id = call.path("id"), typed = try call.body()["company"]?.string
        let name = call.directory.programme.company.name
        guard let typed, Set(name.byLanguage.values).contains(typed.trimmingSpaces) else {
            throw Problem.malformed("the name of the company is \(name.text(in: [call.language.rawValue]))", at: "/company")
        }
        let detail: JSONObject = ["id": .string(id)]
        call.write(Note(kind: "restore-asked", subject: nil, detail: detail), { _ in }) {
            try Call.telling { try desk.apply(id) }
            return Response(status: 202, headers: [.init("Cache-Control", "no-store")])
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
