import Glibc
import JSON
import Keeping
import Periods
import PointsEngine
import Store
import Synchronization
import Web

/// Backups as the page of the system shows them.
struct BackupsView: Sendable {
    let every: Int64
    let files: [BackupFile]
    let failure: (at: Instant, message: String)?
    let isPassedOn: Bool
    let isOnSameVolume: Bool
    private let folder: String
    private let isSealed: Bool
    private let isRunning: Bool
    private let due: Instant
    private let seconds: Double?

    init(_ keeper: BackupKeeper) {
        let status = keeper.status
        every = keeper.plan.every
        folder = keeper.plan.folder
        files = keeper.files
        failure = status.lastFailure
        isPassedOn = keeper.plan.then != nil
        isSealed = keeper.plan.key != nil
        isOnSameVolume = keeper.isOnVolumeOfDatabase
        isRunning = status.isRunning
        due = keeper.due
        seconds = status.seconds
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("folder", folder)
            writer.member("every_seconds", every)
            writer.member("sealed", isSealed)
            writer.member("passed_on", isPassedOn)
            writer.member("running", isRunning)
            writer.member("due", due.rfc3339)
            writer.member("seconds", orNull: seconds.flatMap { Decimal(coefficient: Int128(($0 * 1_000).rounded()), exponent: -3) })
            writer.member("failure", failure.map { ["at": .string($0.at.rfc3339), "message": .string($0.message)] } ?? .null)
            writer.array("files") { writer in
                for file in files.prefix(200) {
                    writer.object { writer in
                        writer.member("name", file.name)
                        writer.member("made", file.made.rfc3339)
                        writer.member("bytes", file.bytes)
                        writer.member("sealed", file.isSealed)
                    }
                }
            }
        }
    }
}

extension Call {
    /// Backups as they are planned; 404 where none are.
    func backups() throws -> BackupKeeper {
        guard let backups = site.services.keeping?.backups else { throw Problem(.notFound, "no backups are planned: --backup-to names a folder") }
        return backups
    }
}

/// `POST /system/backups`: one is made as soon as can be; `GET /system` tells when it is there.
enum MakeBackupCall {
    static let endpoint = Endpoint(
        .post, "/system/backups", .atLeast(.admin, .admin),
        "Make a backup now; /system tells when it is there.",
        takes: Input(body: .optionalJSON([:])), gives: .accepted
    ) { call in
        guard try call.backups().makeNow() else { throw Problem(.conflict, "one is being made") }
        call.write(Note(kind: "backup-asked", subject: nil, detail: [:]), { _ in }) { Response(status: 202, headers: [.init("Cache-Control", "no-store")]) }
    }
}

/// `GET /system/backups/{name}`: the file. Everything that is known of everybody goes out with it, which the audit trail says.
enum ReadBackupCall {
    static let endpoint = Endpoint(
        .get, "/system/backups/{name}", .atLeast(.admin, .admin),
        "The file of a backup.",
        gives: .file("application/octet-stream")
    ) { call in
        let backups = try call.backups(), name = call.path("name")
        // Among those that are there, so that no other file can be named.
        guard let file = backups.files.first(where: { $0.name == name }), let source = FileSource("\(backups.plan.folder)/\(file.name)") else { throw Problem.notFound }
        call.noteExport(file.name)
        let headers: [Response.Header] = [.init("Cache-Control", "no-store"), .init("Content-Disposition", "attachment; filename=\"\(file.name)\"")]
        call.reply.stream(Response(status: 200, headers: headers, mediaType: "application/octet-stream"), for: call.turnHolder.waiting(in: .second), call.site.services) { _ in
            try source.next()
        }
    }
}
