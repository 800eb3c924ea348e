import Identity
import RuleEngine

/// Notes for the outside what a command did: a delivery for each event and each webhook that wants to hear of it. Where there is no webhook,
/// this costs one look at an empty list.
extension Draft {
    func deliveries(of command: any Command, _ receipt: any Receipt, _ changes: Changes) throws -> [Delivery] {
        let webhooks = try overlay.webhooks().filter(\.isOn)
        guard !webhooks.isEmpty, isNews(receipt) else { return [] }
        var events = OutsideEvents(wanted: Set(webhooks.flatMap(\.types)), overlay: overlay)
        try events.note(command, receipt, changes)
        var deliveries: [Delivery] = []
        for event in events.noted {
            for webhook in webhooks where webhook.types.contains(event.type) && deliveries.count < Delivery.mostOfOne {
                deliveries.append(
                    Delivery(
                        number: Delivery.number(deliveries.count, of: number), webhook: webhook.id, type: event.type, subject: event.subject, at: now,
                        data: event.data))
            }
        }
        return deliveries
    }

    /// What was before the company went live is filled in, and is nobody's news.
    private func isNews(_ receipt: any Receipt) -> Bool {
        (receipt as? ActivityReceipt).map { $0.recorded.activity.time >= programme.liveSince } ?? true
    }
}
