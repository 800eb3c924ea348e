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

    @Option(
        name: .customLong("smtp-url"),
        help: ArgumentHelp("The mail server: smtp://user:password@mail.example.com:587 (STARTTLS), or smtps://… LAUREL_SMTP_URL", valueName: "url"))
    var smtpURL: String?

    @Option(name: .customLong("smtp-from"), help: ArgumentHelp("The address from which letters come. LAUREL_SMTP_FROM", valueName: "address"))
    var smtpFrom: String?

    /// - Throws: usage errors.
    func settings() throws -> DeliverySettings {
        var settings = DeliverySettings()
        settings.allowed = try Setting.list(allowWebhooksTo, "LAUREL_ALLOW_WEBHOOKS_TO").map { text in
            guard let range = AddressRange(text) else { throw ValidationError("--allow-webhooks-to \"\(text)\" is neither an address nor a network such as 10.0.0.0/8") }
            return range
        }
        let http: Bool? = try Setting.value(allowHTTP ? true : nil, "LAUREL_ALLOW_HTTP", expected: "on or off") { ["on": true, "off": false][$0] }
        settings.allowsHTTP = http ?? false
        settings.mail = try mail()
        return settings
    }

    private func mail() throws -> DeliverySettings.MailServer? {
        switch (Setting.text(smtpURL, "LAUREL_SMTP_URL"), Setting.text(smtpFrom, "LAUREL_SMTP_FROM")) {
        case (nil, nil): return nil
        case (let url?, let from?):
            guard url.hasPrefix("smtp://") || url.hasPrefix("smtps://") else { throw ValidationError("--smtp-url begins with smtp:// or smtps://") }
            guard from.contains("@"), from.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !"<>".utf8.contains($0) }) else { throw ValidationError("--smtp-from is an address such as laurel@example.com") }
            return DeliverySettings.MailServer(url: url, from: from)
        default: throw ValidationError("--smtp-url and --smtp-from go together")
        }
    }
}
