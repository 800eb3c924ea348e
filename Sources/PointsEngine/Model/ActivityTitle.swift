import Identity
import JSON

extension JSONObject {
    /// What an activity is called in a list: its customer, course, or whatever says most.
    package var title: String? { title { _ in nil } }

    /// The same, with customers by their names.
    ///
    /// - Parameter name: what a customer is called who is known.
    package func title(_ name: (CustomerID) throws -> String?) rethrows -> String? {
        for key in ["title", "customer_name", "customer", "account", "course", "subject", "reason"] {
            guard let text = self[key]?.string, !text.isEmpty else { continue }
            let known = key == "customer" ? try name(CustomerID(text)) : nil
            return String((known ?? text).prefix(200))
        }
        return nil
    }
}
