import Identity
import PointsEngine
import Web

/// `DELETE /tiers/{id}`; not while rewards ask for it.
enum DeleteTierCall {
    static let endpoint = Endpoint(
        .delete, "/tiers/{id}", .atLeast(.manager),
        "Remove a tier that no reward asks for.",
        takes: Input(headers: [.ifMatch]),
        gives: .nothing
    ) { call in
        let id = call.path("id")
        guard call.directory.tiers.contains(where: { $0.id == id }) else { throw Problem.notFound }
        if call.directory.rewards.values.contains(where: { $0.tier == id && !$0.isArchived }) {
            throw Problem(.conflict, "rewards ask for this tier")
        }
        call.carryOut(DeleteTier(id: id, revision: try call.revision())) { _, _ in .noContent }
    }
}
