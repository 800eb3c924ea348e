import JSON

extension JSONObject {
    /// What an activity is called in a list: its customer, course, or whatever says most.
    package var title: String? {
        for key in ["title", "customer_name", "customer", "account", "course", "subject", "reason"] {
            if let text = self[key]?.string, !text.isEmpty { return String(text.prefix(200)) }
        }
        return nil
    }
}
