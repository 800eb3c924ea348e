import Delivering
import Identity
import JSON
import PointsEngine
import Projection
import Store
import Web

extension Call {
    var deliverySettings: DeliverySettings { site.services.deliveries?.settings ?? DeliverySettings() }

    /// Carries out a command about a webhook, then writes what stands beside it, then lets the sender look, and answers.
    ///
    /// Between the first and the second an old address may be told something once more; a refused change touches neither address nor secret.
    func configure<Given: Command>(
        _ command: Given, _ id: String, _ work: @escaping @Sendable (Database, Given.Answer) throws -> Void,
        _ body: @escaping @Sendable (Given.Answer, Reader) throws -> Response
    ) {
        let (reply, services, actor, address, turnHolder) = (reply, site.services, caller.actor, address, turnHolder)
        submit([command]) { replies, _ in
            do {
                let receipt = try replies.only(answerTo: Given.self)
                services.runtime.write(nil, by: actor, from: address, { try work($0, receipt) }) { written in
                    services.deliveries?.look(at: id, anew: true)
                    services.runtime.readers.read(for: turnHolder) { reader in
                        reply.answering {
                            try written.get()
                            let reader = try reader.get()
                            return try reader.snapshot { try body(receipt, reader) }
                        }
                    }
                }
            } catch {
                reply.answering { throw error }
            }
        }
    }
}
