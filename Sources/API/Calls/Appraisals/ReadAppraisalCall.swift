import JSON
import PointsEngine
import Store
import Web

/// `GET /appraisals/{id}`: a sheet with all its steps, and the seal of what changed it last.
enum ReadAppraisalCall {
    static let endpoint = Endpoint(
        .get, "/appraisals/{id}", .signedIn(nil), "An appraisal, each number explained, with its steps and the seal of what changed it last.",
        gives: .json("SealedAppraisal")
    ) { call in
        guard let id = SheetID(inPath: call.path("id")) else { throw Problem.notFound }
        let view = SheetView(directory: call.directory, caller: call.caller, now: call.now)
        call.read { reader in try view.answer(id, reader) }
    }
}

extension SheetView {
    /// What one may not see is not there.
    func answer(_ id: SheetID, _ reader: Reader) throws -> Response {
        guard let sheet = try reader.find(Sheet.self, id), isRead(sheet) else { throw Problem.notFound }
        return try answer(sheet, reader)
    }

    func answer(_ sheet: Sheet, _ reader: Reader) throws -> Response {
        let seal = try reader.seal(of: sheet.number)
        return .json(200, etag: sheet.revision) { write(sheet, seal: .some(seal), to: &$0) }
    }
}
