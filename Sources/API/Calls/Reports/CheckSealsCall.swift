import PointsEngine
import Store
import Web

/// `POST /audit/check`: verifies the seals and all that follows from them now, on a copy. What came of it stands in `GET /audit`.
///
/// Refusals: `conflict` where it is under way already, `not-available` where nothing is verified here.
enum CheckSealsCall {
    static let endpoint = Endpoint(
        .post, "/audit/check", .atLeast(.finance, .admin), "Verify the chain of seals now; GET /audit tells what came of it.",
        takes: Input(body: .optionalJSON([:])), gives: .accepted
    ) { call in
        guard let keeping = call.site.services.keeping else { throw Problem(.notAvailable) }
        guard keeping.verification.begin() else { throw Problem(.conflict, "it is under way") }
        call.write(Note(kind: "seals-checked", subject: nil, detail: [:]), { _ in }) { Response(status: 202, headers: [.init("Cache-Control", "no-store")]) }
    }
}
