import Delivering
import Identity
import JSON
import Periods
import Store

/// A link to `/setup`, good for three days. Only the answer that makes it knows it.
struct SetUpLink: Sendable {
    let invitation: Invitation
    private let secret = Secret.make()
    private let base: String
    private let service: DeliveryService?
    private let language: Language

    init(_ kind: Invitation.Kind, of account: String, _ call: Call) {
        invitation = Invitation(token: secret.digest, kind: kind, account: account, created: call.now, expires: call.now.adding(seconds: 3 * 86_400))
        base = call.base
        service = call.site.services.deliveries
        language = call.language
    }

    /// The members of an object that is open.
    ///
    /// - Parameter isMailed: whether a letter brings it, too.
    func write(isMailed: Bool, to writer: inout JSONWriter) {
        writer.member("link", url)
        writer.member("link_expires", invitation.expires.rfc3339)
        writer.member("mailed", isMailed)
    }

    /// Once the letter is noted for good.
    func hurry() { service?.look(at: Letter.target, anew: false) }

    private var url: String { "\(base)/setup#\(secret.text)" }

    /// Notes a letter with the link, where there is a mail server and an address; part of the write that makes the link.
    /// - Returns: whether one is on its way.
    func post(_ errand: Letter.Errand, to account: UserAccount, _ database: Database) throws -> Bool {
        guard let service, service.settings.mail != nil, let address = try database.letterBoxes.address(of: account.name) else { return false }
        let reads = account.language.flatMap { Language(rawValue: $0) } ?? language
        let letter = Letter(kind: errand.rawValue, to: address, account: account.name, language: reads, link: url)
        try database.deliveries.post(to: Letter.target, errand.rawValue, subject: account.name, letter.body, at: invitation.created)
        return true
    }
}
