import Addresses
import ArgumentParser
import Delivering

/// What goes out: to whom it may, and by which server letters do.
struct DeliveringOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "An address or a network that webhooks may reach though it is none of the public internet: 10.0.0.0/8; may be repeated. LAUREL_ALLOW_WEBHOOKS_TO",
            valueName: "network"))
    var allowWebhooksTo: [String] = []

    @Flag(help: "Let webhooks go over HTTP without TLS, too. LAUREL_ALLOW_HTTP=on")
    var allowHTTP = false

    /// - Throws: usage errors.
    func settings() throws -> DeliverySettings {
        var settings = DeliverySettings()
        settings.allowed = try Setting.list(allowWebhooksTo, "LAUREL_ALLOW_WEBHOOKS_TO").map { text in
            guard let range = AddressRange(text) else { throw ValidationError("--allow-webhooks-to \"\(text)\" is neither an address nor a network such as 10.0.0.0/8") }
            return range
        }
        let http: Bool? = try Setting.value(allowHTTP ? true : nil, "LAUREL_ALLOW_HTTP", expected: "on or off") { ["on": true, "off": false][$0] }
        settings.allowsHTTP = http ?? false
        return settings
    }
}
